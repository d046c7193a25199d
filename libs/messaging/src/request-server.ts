import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Msg, Subscription } from '@nats-io/transport-node';
import { faultsOf, isInbox, type RequestContract } from '@carrel/contracts';
import { ServiceUnavailable, Refusal, type RefusalKind } from '@carrel/kernel';
import { Nats } from './connection.js';
import { SETTINGS, type Settings } from './options.js';
import { TooLarge, withinBound } from './too-large.js';
import { SpanKind, traced } from './tracing.js';

/** The reply: an answer, or why there is none. */
export type Reply =
  | { answer: unknown }
  /** The answer exceeds its bound, as a sentence. */
  | { tooLarge: string }
  | {
      refusal: { kind: RefusalKind; code: string; message: string; facts: Readonly<Record<string, unknown>> };
    };

export type RequestHandler = (question: unknown) => Promise<unknown>;

/** Answers other services' requests on core NATS; replicas share them as one queue group. */
@Injectable()
export class RequestServer {
  private readonly log = new Logger(RequestServer.name);
  private subscriptions: Subscription[] = [];
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly nats: Nats,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  start(answerers: ReadonlyMap<RequestContract, RequestHandler>): void {
    // Subscriptions outlive reconnections, so once is enough.
    void this.nats.open().then(
      (connection) => {
        for (const [contract, answerer] of answerers) {
          const subscription = connection.subscribe(contract.subject, {
            queue: this.settings.service,
            callback: (error, message) => {
              if (!error) this.receive(contract, answerer, message);
            },
          });
          this.subscriptions.push(subscription);
        }
      },
      () => undefined,
    );
  }

  /** Takes no more requests and waits for those under way. */
  async stop(): Promise<void> {
    if (this.nats.connected)
      await Promise.all(this.subscriptions.map((subscription) => subscription.drain()));
    this.subscriptions = [];
    await Promise.all(this.running);
  }

  private receive(contract: RequestContract, answerer: RequestHandler, message: Msg): void {
    // Its stream would carry a service's words to subjects that NATS does not let it publish to.
    if (!isInbox(message.reply)) {
      this.log.error(`${contract.subject} came from no service, and is not carried out`);
      return;
    }
    const work = this.reply(contract, answerer, message)
      .then((reply) => void message.respond(this.fitting(contract, reply)))
      .catch((error: unknown) =>
        this.log.error(`${contract.subject} could not be answered: ${String(error)}`),
      )
      .finally(() => this.running.delete(work));
    this.running.add(work);
  }

  private fitting(contract: RequestContract, reply: Reply): string {
    try {
      const text = JSON.stringify(reply);
      return withinBound(contract, 'answer', text, this.nats.connection?.info?.max_payload);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      return JSON.stringify(this.tooLarge(error));
    }
  }

  private tooLarge({ message }: TooLarge): Reply {
    this.log.error(message);
    return { tooLarge: message };
  }

  private async reply(contract: RequestContract, answerer: RequestHandler, message: Msg): Promise<Reply> {
    try {
      const question: unknown = message.json();
      const faults = faultsOf(contract.question, question);
      if (faults.length) throw new Error(`malformed question: ${faults.join('; ')}`);
      const parent = message.headers?.get('traceparent');
      const options = { kind: SpanKind.SERVER, parent };
      const answer = (await traced(`answer ${contract.subject}`, options, () => answerer(question))) ?? null;
      const broken = faultsOf(contract.answer, answer);
      if (broken.length) {
        // One that is too large breaks the contract's lengths too, and asking again will not help.
        withinBound(contract, 'answer', JSON.stringify({ answer }), this.nats.connection?.info?.max_payload);
        throw new Error(`malformed answer: ${broken.join('; ')}`);
      }
      return { answer };
    } catch (error) {
      if (error instanceof TooLarge) return this.tooLarge(error);
      if (error instanceof Refusal) return { refusal: said(error) };
      // The other service learns only that this one failed; the cause stays in this log.
      this.log.error(`${contract.subject} failed`, error instanceof Error ? error.stack : String(error));
      return { refusal: said(new ServiceUnavailable(this.settings.service)) };
    }
  }
}

const said = ({ kind, code, message, facts }: Refusal) => ({ kind, code, message, facts });
