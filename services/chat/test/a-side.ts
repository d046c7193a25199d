import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@carrel/messaging';
import type { Answer, TestClient, TestStream } from '@carrel/testing';

interface Sent {
  clientId: string;
  text: string;
  answers: Promise<Answer>[];
}
const over = new Set(['session-over', 'not-in-session']);

/** One person in a chat of two replicas: what was sent, and every line that the streams have shown, across cuts. */
export class Side {
  readonly log: { seq: number; text: string }[] = [];
  readonly sent: Sent[] = [];
  private stream: TestStream | undefined;
  private following: Promise<void> | undefined;

  constructor(
    private readonly at: [TestClient, TestClient],
    private readonly sessionId: string,
  ) {}

  /** Sends a new message, or one of those sent before once more; as clients do, until it is answered. */
  send(replica: 0 | 1, known?: number): void {
    const again = known === undefined ? undefined : this.sent[known % Math.max(1, this.sent.length)];
    const message = again ?? { clientId: newId(), text: newId(), answers: [] };
    if (!again) this.sent.push(message);
    message.answers.push(
      this.command(replica, 'messages', { clientId: message.clientId, text: message.text }),
    );
  }

  /** A call that may be repeated, tried on either replica while one is away. */
  async command(replica: 0 | 1, what: string, body?: object): Promise<Answer> {
    const path = what.startsWith('/') ? what : `${this.path}/${what}`;
    const until = Date.now() + 60_000;
    for (let tries = 0; ; tries += 1) {
      const answer = await this.at[(replica + tries) % 2 ? 1 : 0].post(path, body).catch(() => undefined);
      if (answer && answer.status < 500) return answer;
      if (Date.now() > until) throw new Error(`${path} is not answered: ${JSON.stringify(answer?.body)}`);
      await pause(25);
    }
  }

  answers(): Promise<Answer[]> {
    return Promise.all(this.sent.flatMap(({ answers }) => answers));
  }

  /** Follows the session until it is over or this side is out of it, whatever becomes of the connection. */
  follow(replica: 0 | 1): void {
    const until = Date.now() + 60_000;
    this.following = (async () => {
      for (let turn = replica; Date.now() < until; turn = turn ? 0 : 1) {
        try {
          this.stream = await this.at[turn].stream(`${this.path}/stream`, this.resumePoint());
        } catch (error) {
          if (String(error).includes('answers 404')) return;
          await pause(25);
          continue;
        }
        await this.stream.closed;
        const events = this.stream.all();
        this.log.push(...events.flatMap((e) => (e.event === 'message' ? [e.data] : [])));
        if (over.has(events.findLast((e) => e.event === 'close')?.data.reason)) return;
      }
      throw new Error('the stream of this side never ended');
    })();
    // Where the test has failed before, nobody waits for it any more.
    this.following.catch(() => undefined);
  }

  /** What is under way is lost with the connection. */
  cut(): void {
    this.stream?.close();
  }

  async out(): Promise<void> {
    await this.following;
  }

  private resumePoint(): Record<string, string> {
    const last = this.log.at(-1)?.seq;
    return last ? { 'last-event-id': `${this.sessionId.slice(-12)}-${last}` } : {};
  }

  private get path(): string {
    return `/v1/sessions/${this.sessionId}`;
  }
}
