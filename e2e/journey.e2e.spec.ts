import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../tools/src/journey/client.js';
import { journey, journeySteps } from '../tools/src/journey/journey.js';
import { aSystem } from './a-system.js';
import { eventsOf, lostOrDoubled } from './end-state.js';

const facts = [
  'session.requested.v1',
  'session.accepted.v1',
  'session.ended.v1',
  'question.created.v1',
  'question.claimed.v1',
  'question.referred.v1',
  'referral.made.v1',
  'question.answered.v1',
  'referral.answered.v1',
  'question.closed.v1',
  'mail.queued.v1',
  'mail.accepted.v1',
];

describe('One question, from a patron at Cedar to the answer in the mailbox', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;

  beforeAll(async () => {
    system = await aSystem();
  }, 120_000);

  afterAll(() => system?.end(), 60_000);

  it('[R45, R71, R106, R108, R109] travels all twelve steps, and every fact went out as an event', async () => {
    const said: string[] = [];
    const place = { url: system.stack.url, mailboxUrl: system.stack.urls.mailbox };
    const journeyed = await journey(place, { say: (sentence) => void said.push(sentence) });
    expect(said).toHaveLength(journeySteps);

    const events = await eventually(async () => {
      const sent = await eventsOf(system.stack.urls.nats, journeyed);
      expect([...new Set(sent.map((event) => event.type))]).toEqual(expect.arrayContaining(facts));
      return sent;
    }, 20_000);
    expect(lostOrDoubled(events)).toEqual([]);
    expect(JSON.stringify(events)).not.toMatch(
      /Robin|patron\.example|landlord|ordinary wear|Your housing law/,
    );
  }, 120_000);

  it('shows five OpenAPI documents on one page', async () => {
    const page = await fetch(`${system.stack.url}/docs/`);
    expect(page.status).toBe(200);
    for (const service of ['admin', 'chat', 'questions', 'referrals', 'notifications']) {
      const document = (await (await fetch(`${system.stack.url}/api/${service}/openapi.json`)).json()) as {
        openapi: string;
      };
      expect(document.openapi).toMatch(/^3\./);
    }
  });
});
