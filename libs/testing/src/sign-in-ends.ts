import { setTimeout as sleep } from 'node:timers/promises';
import { signInEnds, type EndOfSignIn, type InstitutionRole } from '@carrel/contracts';
import { v7 as uuidv7 } from 'uuid';
import { staff, type StaffActor } from './actors.js';
import { emit } from './events.js';
import { eventually } from './eventually.js';
import type { TestService } from './service.js';
import type { TestStream } from './stream.js';

/** What is tried in one service to see that a sign-in's end reaches it. */
export interface SignInEndsProbe {
  readonly institutionId: string;
  readonly roles: InstitutionRole[];
  /** An operation that people with these roles are let into, and those without any role are not. */
  readonly path: string;
  /** A stream of theirs; `ready` brings them where they may open it. */
  readonly stream?: { readonly path: string; ready(who: StaffActor): Promise<unknown> };
}

/** Within promise 31, for machines that are busy. */
const withinMs = 5_000;

/**
 * Every way in which a sign-in ends, told as admin tells it, with what is let in afterwards: its token must answer 401 and
 * its stream be closed within 5 seconds, while another sign-in of the same account and a colleague's go on. A role that is
 * taken away, told by the account alone, is refused by 403.
 */
export async function signInEndsSeen(
  service: TestService,
  nats: { url: string },
  tried: SignInEndsProbe,
): Promise<Record<string, string>> {
  const { institutionId, roles, path } = tried;
  const another = staff({ institutionId, roles });
  const ways: [string, (who: StaffActor) => Promise<unknown>, number][] = [
    ...signInEnds.map((because): [string, (who: StaffActor) => Promise<unknown>, number] => [
      because,
      (who) => publishSignInEnded(nats, who, because),
      401,
    ]),
    ['account-deactivated', (who) => publishAccount(nats, who, { roles, active: false }), 401],
    ['roles-taken', (who) => publishAccount(nats, who, { roles: [], active: true }), 403],
  ];
  const seen = await Promise.all(
    ways.map(async ([name, publishEndOf, refusal]) => {
      const who = staff({ institutionId, roles });
      await publishAccount(nats, who, { roles, active: true });
      const before = (await service.as(who).get(path)).status;
      let stream: TestStream | undefined;
      if (tried.stream) {
        await tried.stream.ready(who);
        stream = await service.as(who).stream(tried.stream.path);
      }
      const closed = stream && stream.closed.then(() => 'closed');
      await publishEndOf(who);
      const since = Date.now();
      await eventually(async () => {
        const { status } = await service.as(who).get(path);
        if (status !== refusal) throw new Error(`after ${name} ${path} answers ${status}`);
      }, withinMs);
      const left = Math.max(0, withinMs - (Date.now() - since));
      const ended = closed && (await Promise.race([closed, after(left, 'open')]));
      stream?.close();
      return [name, [before, refusal, ...(ended ? [ended] : [])].join(' ')] as const;
    }),
  );
  const goesOn = (await service.as(another).get(path)).status;
  return Object.fromEntries([...seen, ['another', String(goesOn)]]);
}

/** What signInEndsSeen answers where all is well. */
export const allEnded = (stream = false, letIn = 200): Record<string, string> => {
  const tail = stream ? ' closed' : '';
  return {
    ...Object.fromEntries(
      [...signInEnds, 'account-deactivated'].map((name) => [name, `${letIn} 401${tail}`]),
    ),
    'roles-taken': `${letIn} 403${tail}`,
    another: String(letIn),
  };
};

const publishSignInEnded = (nats: { url: string }, who: StaffActor, because: EndOfSignIn) => {
  const data = { signInId: who.signInId, accountId: who.accountId, because };
  return emit(nats, 'sign-in.ended.v1', data, { subject: who.signInId });
};

const publishAccount = (
  nats: { url: string },
  { accountId, institutionId }: StaffActor,
  { roles, active }: { roles: InstitutionRole[]; active: boolean },
) => {
  const data = { accountId, institutionId, roles, groupRoles: [], operator: false, trained: true, active };
  const name = active ? 'account.updated.v1' : 'account.deactivated.v1';
  return emit(nats, name, data, { subject: accountId, id: uuidv7() });
};

const after = <T>(ms: number, value: T): Promise<T> => sleep(ms, value, { ref: false });
