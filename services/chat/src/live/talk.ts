import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Nudges } from '@carrel/messaging';
import { Live } from './live.js';

type Nudge = { accountIds: string[]; queueId: string | null; talk: object };

const subject = 'carrel-live.chat.talk';

/** Delivers colleagues' messages to the monitor streams of every replica; missed ones are read from the lists. */
@Injectable()
export class Talk implements OnApplicationBootstrap, OnModuleDestroy {
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly nudges: Nudges,
    private readonly live: Live,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.nudges.subscribe(subject, (nudge) => this.deliver(nudge as Nudge));
  }

  onModuleDestroy(): void {
    this.unsubscribe?.();
  }

  /** To these people, and to all who monitor the queue. */
  say(to: { accountIds: string[]; queueId: string | null }, talk: object): void {
    const nudge = { ...to, talk };
    this.nudges.publish(subject, nudge);
    this.deliver(nudge);
  }

  private deliver({ accountIds, queueId, talk }: Nudge): void {
    for (const desk of this.live.followed().desks) {
      const inRoom = queueId !== null && desk.queueIds.includes(queueId);
      if (inRoom || accountIds.includes(desk.accountId)) desk.receiveTalk(talk);
    }
  }
}
