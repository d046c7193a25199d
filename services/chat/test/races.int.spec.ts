import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { listen, type Answer, type Events } from '@carrel/testing';
import { Cooperative } from './a-cooperative.js';

const times = <T>(n: number, make: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => make(i)));
const withStatus = (answers: Answer[], status: number) =>
  answers.filter((answer) => answer.status === status);

describe('Chat on two replicas', () => {
  let cooperative: Cooperative;
  let events: Events;

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    events = await listen(cooperative.nats);
  });
  afterAll(async () => {
    await events.stop();
    await cooperative.close();
  });
  const either = (n: number) => cooperative.replicas[n % 2]!;

  it('[R11] of fifty who accept at once one wins and forty-nine are answered who (F3)', async () => {
    const desks = await times(50, (n) =>
      cooperative.librarian(n % 2 ? 'aspen' : 'birch', { name: `Number ${n}` }),
    );
    for (const desk of desks) await desk.monitor({ kinds: ['group'] });
    const { id } = await cooperative.ask('cedar');

    const answers = await times(50, (n) => desks[n]!.at(either(n)).post(`/v1/sessions/${id}/accept`));
    const winners = withStatus(answers, 200);
    expect(winners).toHaveLength(1);
    const [winner] = winners[0]!.body.librarians;
    const losers = withStatus(answers, 409);
    expect(losers).toHaveLength(49);
    for (const { body } of losers) {
      expect(body).toMatchObject({ code: 'already-accepted', facts: { librarianId: winner.id } });
      expect(body.detail).toContain(winner.name);
    }
    await events.next('session.accepted.v1', ({ subject }) => subject === id);
    expect(events.all().filter((e) => e.type === 'session.accepted.v1' && e.subject === id)).toHaveLength(1);
    for (const desk of desks) await desk.at().delete('/v1/monitor');
  });

  it('[R14] twenty accepts of one librarian on both replicas take three patrons on, never a fourth (F4)', async () => {
    const desk = await cooperative.librarian('birch');
    await desk.monitor();
    const asked = await times(20, () => cooperative.ask('birch'));

    const answers = await times(20, (n) => desk.at(either(n)).post(`/v1/sessions/${asked[n]!.id}/accept`));
    expect(withStatus(answers, 200)).toHaveLength(3);
    for (const { body } of withStatus(answers, 409)) {
      expect(body).toMatchObject({ code: 'cap-reached', facts: { patronsAtOnce: 3, patronsWithIdle: 5 } });
    }
    expect(withStatus(answers, 409)).toHaveLength(17);
    const { body } = await desk.at().get('/v1/sessions?status=active&mine=true');
    expect(body.items).toHaveLength(3);

    // Yellow patrons free a place, but never more than five in all (A7, B19).
    await cooperative.chat.db.query(
      `UPDATE sessions SET accepted_at = now() - interval '10 minutes', patron_active_at = NULL WHERE status = 'active'`,
    );
    const more = await times(20, (n) => desk.at(either(n)).post(`/v1/sessions/${asked[n]!.id}/accept`));
    expect(withStatus(more, 200)).toHaveLength(2);
    for (const { id, at } of asked) await at().delete(`/v1/sessions/${id}`);
    for (const { id } of asked) await desk.at().post(`/v1/sessions/${id}/end`, { resolution: 'answered' });
    await desk.at().delete('/v1/monitor');
  });

  it('[R11] numbers lines 1..n without gap or double, however many write at once (promise 9)', async () => {
    const desk = await cooperative.librarian('aspen');
    await desk.monitor();
    const patron = await cooperative.ask('aspen');
    await desk.at().post(`/v1/sessions/${patron.id}/accept`);
    const path = `/v1/sessions/${patron.id}/messages`;

    const answers = await times(120, (n) =>
      (n % 3 ? patron : desk).at(either(n)).post(path, { text: `line ${n}`, clientId: `c${n}` }),
    );
    expect(withStatus(answers, 201)).toHaveLength(120);
    const { body } = await patron.at().get(path);
    expect(body.items.map((line: { seq: number }) => line.seq)).toEqual(
      Array.from({ length: 121 }, (_, n) => n + 1),
    );
    for (const answer of answers) {
      expect(body.items[answer.body.seq - 1]).toMatchObject({
        text: answer.body.text,
        sentAt: answer.body.sentAt,
      });
    }
  });

  it('writes a message sent a hundred times at once a single time, and answers a hundred times the same (promise 10)', async () => {
    const desk = await cooperative.librarian('aspen');
    await desk.monitor();
    const patron = await cooperative.ask('aspen');
    await desk.at().post(`/v1/sessions/${patron.id}/accept`);
    const path = `/v1/sessions/${patron.id}/messages`;
    const clientId = newId();

    const answers = await times(100, (n) => patron.at(either(n)).post(path, { text: 'Hello?', clientId }));
    expect(withStatus(answers, 201)).toHaveLength(100);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]!.body).toMatchObject({ seq: 2, text: 'Hello?' });
    const next = await patron.at().post(path, { text: 'Still there?', clientId: newId() });
    expect(next.body.seq).toBe(3);

    const otherText = await patron.at().post(path, { text: 'Goodbye.', clientId });
    expect(otherText).toMatchObject({ status: 422, body: { code: 'client-id-reused' } });
    const otherAuthor = await desk.at().post(path, { text: 'Hello?', clientId });
    expect(otherAuthor).toMatchObject({ status: 422, body: { code: 'client-id-reused' } });
  });
});
