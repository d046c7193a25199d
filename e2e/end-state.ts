import { jetstreamManager } from '@nats-io/jetstream';
import { connectAs } from './nats.js';
import { questionOf, signIn } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';

export interface Journeyed {
  questionId: string;
  sessionId: string;
  patronEmail: string;
}
interface Sent {
  id: string;
  type: string;
  subject: string;
  sequence: string;
  data: Record<string, unknown>;
}

/** Every event on the stream about this journey's session, question or referrals, in stream order. */
export async function eventsOf(natsUrl: string, journeyed: Journeyed): Promise<Sent[]> {
  const connection = await connectAs(natsUrl);
  try {
    const manager = await jetstreamManager(connection);
    const { state } = await manager.streams.info('EVENTS');
    const found: Sent[] = [];
    for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
      const stored = await manager.streams.getMessage('EVENTS', { seq });
      const event = stored?.json<Sent>();
      const text = JSON.stringify(event ?? {});
      if (event && (text.includes(journeyed.questionId) || text.includes(journeyed.sessionId)))
        found.push(event);
    }
    return found;
  } finally {
    await connection.close();
  }
}

/** Facts that were sent twice under different ids, or whose numbers leave a gap. */
export function lostOrDoubled(events: readonly Sent[]): string[] {
  const byAggregate = new Map<string, Set<number>>();
  const ids = new Map<string, string>();
  const faults: string[] = [];
  for (const { id, subject, sequence, type } of events) {
    const fact = `${type} ${subject} ${sequence}`;
    if (ids.has(fact) && ids.get(fact) !== id) faults.push(`twice: ${fact}`);
    ids.set(fact, id);
    byAggregate.set(subject, (byAggregate.get(subject) ?? new Set()).add(Number(sequence)));
  }
  for (const [subject, numbers] of byAggregate) {
    for (let n = 1; n <= Math.max(...numbers); n += 1)
      if (!numbers.has(n)) faults.push(`gap: ${subject} ${n}`);
  }
  return faults;
}

/** What a journey left behind, without ids and times, so that two journeys can be held side by side. */
export async function endState(origin: string, mailboxUrl: string, natsUrl: string, journeyed: Journeyed) {
  const reviewer = await signIn(origin, 'reviewer@cedar.example');
  const question = await questionOf(reviewer, journeyed.questionId);
  const events = await eventsOf(natsUrl, journeyed);
  const mails = (await new Mailbox(mailboxUrl).mails()).filter(
    (mail) =>
      mail.subject.includes(`[Question ${question.number}]`) || mail.to[0]?.address === journeyed.patronEmail,
  );
  // A kill between acceptance and its note sends the same message id again; the reader's mailbox folds the two.
  const distinct = new Map(
    mails.map((mail) => [`${mail.headers['message-id']} ${mail.to[0]?.address}`, mail]),
  );
  return {
    status: question.holdings.map((h) => `${h.relations} ${h.status} ${h.waitingOn}`).sort(),
    transcript: question.transcript.map((line) => `${line.seq} ${line.from} ${line.text}`),
    history: question.history.map((line) => line.action),
    mails: [...distinct.values()]
      .map(({ to: [to], subject }) => {
        const reader = to?.address === journeyed.patronEmail ? 'the patron' : to?.address;
        return `${reader}: ${subject.replace(/\d+/g, 'n')}`;
      })
      .sort(),
    events: [...new Set(events.map((event) => `${event.type} ${event.sequence}`))].sort(),
    faults: lostOrDoubled(events),
  };
}
