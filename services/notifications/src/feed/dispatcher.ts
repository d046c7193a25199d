import type { AnyEvent } from '@carrel/contracts';
import { ServiceUnavailable } from '@carrel/kernel';
import { Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { audienceOf, involvedIn, type Audience } from './domain/audience.js';
import { FeedStream } from './feed-stream.js';
import { Places } from './persistence/places.js';

/** A recipient of events for integrators, called in the transaction that handles the event. */
export interface Outlet {
  offer(tx: Transaction, event: AnyEvent, audience: Audience): Promise<void>;
}

/** The one dispatcher of events to integrators: who may see an event is decided here and nowhere else. */
@Injectable()
export class Dispatcher {
  private readonly outlets: Outlet[] = [];

  constructor(
    private readonly places: Places,
    private readonly feed: FeedStream,
    private readonly transactions: Transactions,
  ) {}

  add(outlet: Outlet): void {
    this.outlets.push(outlet);
  }

  /** Each event once; published before it is committed, so that a crash in between repeats it under the same id. */
  async dispatch(event: AnyEvent): Promise<void> {
    await this.transactions.runOnce(event, async (tx) => {
      const audience = await this.audienceOf(tx, event);
      for (const outlet of this.outlets) await outlet.offer(tx, event, audience);
      await this.feed.publish(event, audience.groups, audience.institutions);
    });
  }

  private async audienceOf(tx: Transaction, event: AnyEvent): Promise<Audience> {
    const { institutions, groups } = involvedIn(event);
    const all = isOfQuestion(event)
      ? await this.places.thatKnow(tx, event.data.questionId, institutions)
      : institutions;
    if (event.type === 'question.erased.v1' && event.data.extent !== 'identity') {
      await this.places.forget(tx, event.data.questionId);
    }
    const places = await this.places.of(all);
    // Arrived before the event of the library itself, which is on its way.
    if (all.length && !places.length && mustHaveHome.test(event.type)) throw new ServiceUnavailable('admin');
    return audienceOf({ institutions: all, groups }, places);
  }
}

const mustHaveHome = /^(question|session|referral|mail)\./;
type OfQuestion = Extract<AnyEvent, { type: `question.${string}` }>;
const isOfQuestion = (event: AnyEvent): event is OfQuestion => event.type.startsWith('question.');
