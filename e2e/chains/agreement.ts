import { expect } from '@jest/globals';
import { eventually } from '@carrel/testing';
import { libraryNames, type LibrariesAtWork } from './at-work.js';
import type { Chain, Hop } from './model.js';
import type { Cast } from './cast.js';

interface Kept {
  id: string;
  status: string;
  sender: string;
  receiver: string | null;
}
interface Line {
  action: string;
  about: { referralId?: string };
}

/** How every library stands, as the patron's library sees it: what questions says, and what the model does. */
export async function standingsAgree(work: LibrariesAtWork, cast: Cast, questionId: string, chain: Chain) {
  const { body } = await work.at(cast.people[chain.home]).questions.get(`/v1/questions/${questionId}`);
  const holdings = body.holdings as { institutionId: string; status: string | null }[];
  const standings = libraryNames.map((name) => {
    const holding = holdings.find(({ institutionId }) => institutionId === work.ids[name]);
    return [name, holding?.status ?? 'none'];
  });
  expect(standings).toEqual(libraryNames.map((name) => [name, chain.standings[name]]));
  expect(body.turnInstitutionId).toBe(chain.turn ? work.ids[chain.turn] : null);
  expect(body.pooled).toBe(chain.pooled);
}

/** Lists of every library, the hops in both databases, the history and the events, once nothing moves any more. */
export async function everythingAgrees(work: LibrariesAtWork, cast: Cast, questionId: string, chain: Chain) {
  await eventually(() => hopsAgree(work, questionId, chain));
  await standingsAgree(work, cast, questionId, chain);
  for (const name of libraryNames) {
    const lists = ['active', 'new', 'pending', 'referred', 'answered', 'closed', 'all'];
    const { questions } = work.at(cast.people[name]);
    const found = await Promise.all(
      lists.map(async (list) => {
        const { body } = await questions.get(`/v1/questions?list=${list}&limit=200`);
        return body.items.some((row: { id: string }) => row.id === questionId) ? [list] : [];
      }),
    );
    expect({ name, lists: found.flat() }).toEqual({ name, lists: expect.any(Array) });
    expect(new Set(found.flat())).toEqual(new Set(chain.listsOf(name)));
  }
  await directionsAgree(work, cast, questionId, chain);
  await historyAgrees(work, cast, questionId, chain);
  await eventually(() => eventsAgree(work, chain));
}

/** Both services keep the same hops, and neither is in the middle of one. */
async function hopsAgree(work: LibrariesAtWork, questionId: string, chain: Chain): Promise<void> {
  const kept = await work.referrals.db.query<Kept[]>(
    `SELECT id, CASE WHEN ending IS NOT NULL AND status = 'open' THEN 'ending' ELSE status END AS status,
       sender_institution_id AS sender, receiver_institution_id AS receiver
     FROM referrals WHERE question_id = $1 AND status <> 'refused' ORDER BY id`,
    [questionId],
  );
  const carried = await work.questions.db.query<Kept[]>(
    `SELECT id, coalesce(outcome, 'open') AS status, sender_institution_id AS sender,
       receiver_institution_id AS receiver FROM referrals WHERE question_id = $1 ORDER BY id`,
    [questionId],
  );
  const rowOf = (hop: Hop) => ({
    id: hop.id,
    sender: work.ids[hop.from],
    receiver: hop.to && work.ids[hop.to],
    status: hop.status,
  });
  const byId = [...chain.hops].sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(carried).toEqual(byId.map(rowOf));
  // What was put into Shared Followup is over in referrals with whatever took it out again.
  const shared = chain.hops.filter(({ status }) => status === 'shared').map(({ id }) => id);
  const known = kept.map((row) => (shared.includes(row.id) ? { ...row, status: 'shared' } : row));
  expect(known).toEqual(byId.map(rowOf));
  const waiting = kept.filter(({ id, status }) => shared.includes(id) && status === 'open');
  expect(waiting).toHaveLength(chain.pooled && chain.hops.at(-1)?.kind === 'shared' ? 1 : 0);
}

/** Each library lists what it sent and what it received. */
async function directionsAgree(work: LibrariesAtWork, cast: Cast, questionId: string, chain: Chain) {
  for (const name of libraryNames) {
    const { referrals } = work.at(cast.people[name]);
    const ids = async (direction: string) => {
      const { body } = await referrals.get(`/v1/referrals?direction=${direction}&questionId=${questionId}`);
      return body.items.map(({ id }: { id: string }) => id).sort();
    };
    const expected = (end: 'from' | 'to') =>
      chain.hops
        .filter((hop) => hop[end] === name)
        .map(({ id }) => id)
        .sort();
    expect([await ids('out'), await ids('in')]).toEqual([expected('from'), expected('to')]);
  }
}

/** The history has each hop once, and each end that somebody or time brought about. */
async function historyAgrees(work: LibrariesAtWork, cast: Cast, questionId: string, chain: Chain) {
  const { body } = await work.at(cast.people[chain.home]).questions.get(`/v1/questions/${questionId}`);
  const lines = (body.history as Line[]).filter(({ about }) => about.referralId);
  const made = lines.filter(({ action }) => action === 'referred' || action === 'shared');
  expect(made.map(({ about }) => about.referralId)).toEqual(chain.hops.map(({ id }) => id));
  const ended = (action: string) =>
    lines.filter((line) => line.action === action).map((l) => l.about.referralId);
  const withStatus = (status: string) =>
    chain.hops.filter((hop) => hop.status === status).map(({ id }) => id);
  expect(ended('returned').sort()).toEqual(withStatus('returned').sort());
  expect(ended('partner-replied').sort()).toEqual(withStatus('replied').sort());
  expect(withStatus('withdrawn')).toEqual(expect.arrayContaining(ended('withdrawn')));
}

/** Every hop is published as made once, and as ended once where the end is a fact for others. */
function eventsAgree(work: LibrariesAtWork, chain: Chain): void {
  for (const { id, status } of chain.hops) {
    const published = work.events.all().filter(({ subject }) => subject === id);
    const end = ['open', 'shared'].includes(status) ? [] : [`referral.${status}.v1`];
    const names = published.map(({ type }) => type as string);
    if (status === 'shared') expect(names[0]).toBe('referral.made.v1');
    else expect(names).toEqual(['referral.made.v1', ...end]);
  }
}
