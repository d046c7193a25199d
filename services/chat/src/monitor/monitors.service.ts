import { Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import type { Transaction } from '@carrel/messaging';
import { Live } from '../live/live.js';
import { QueuesService } from '../queue/queues.service.js';
import { hasRoom, limitsFor, mustBeWithin } from './domain/cap.js';
import { Monitor, type Librarian } from './domain/monitor.js';
import { LibraryClosed, NotOnShift } from './domain/refusals.js';
import { primaryOf } from '../session/domain/asked-from.js';
import { MonitorsQueries, type Colleague } from './persistence/monitors.queries.js';
import { Monitors, type Cap } from './persistence/monitors.repository.js';

export interface ShiftAsked {
  availability: 'available' | 'away';
  queueIds: string[];
  takeOver: boolean;
  personalLimit: number | null;
  screenName: string | null;
  /** Of this shift; null: as the account says. */
  languages: string[] | null;
}

@Injectable()
export class MonitorsService {
  constructor(
    private readonly monitors: Monitors,
    private readonly queries: MonitorsQueries,
    private readonly queues: QueuesService,
    private readonly directory: Directory,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  async takeShift(librarian: Librarian, asked: ShiftAsked): Promise<Monitor> {
    if ((await this.directory.institution(librarian.institutionId))?.profileStatus === 'closed')
      throw new LibraryClosed();
    mustBeWithin(
      await this.directory.setting('chat-limits', librarian.subscriptionGroupId),
      asked.personalLimit,
    );
    const mine = new Map((await this.queues.monitorableBy(librarian)).map((queue) => [queue.id, queue]));
    const queues = asked.queueIds.map((id) => mine.get(id) ?? notMine());
    const trained = (await this.directory.account(librarian.id))?.trained ?? false;
    const languages = await this.languagesOf(librarian, asked.languages);
    const now = this.clock.now();
    return this.monitors.change(
      librarian,
      async (monitor, tx) => {
        const before = monitor.queueIds;
        const heldBy = monitor.signIn;
        monitor.takeShift(librarian, { ...asked, queues, trained, languages }, now);
        await this.afterChange(monitor, tx, before);
        if (heldBy !== librarian.signIn) await this.endStreamsOf(monitor, tx);
      },
      now,
    );
  }

  /** Does nothing for one who is not on shift. */
  async logOut(librarian: Librarian): Promise<void> {
    const current = await this.queries.of(librarian.id);
    if (!current || current.availability === 'offline') return;
    await this.monitors.changeExisting(librarian.id, async (monitor, tx) => {
      const before = monitor.queueIds;
      const open = await this.monitors.openSessionIds(tx.manager, monitor.accountId);
      monitor.logOut(librarian.signIn, open, this.clock.now());
      await this.afterChange(monitor, tx, before);
      await this.endOffersOf(monitor, tx);
    });
  }

  /** Ends the shifts at a library that is closed (B42). @returns how many still are in chats */
  async endShiftsAt(institutionId: string): Promise<number> {
    let atWork = 0;
    for (const accountId of await this.queries.onShiftAt(institutionId)) {
      await this.monitors.changeExisting(accountId, async (monitor, tx) => {
        const before = monitor.queueIds;
        const open = await this.monitors.openSessionIds(tx.manager, accountId);
        if (open.length > 0) atWork += 1;
        monitor.endForClosedLibrary(open);
        await this.afterChange(monitor, tx, before);
        await this.endOffersOf(monitor, tx);
      });
    }
    return atWork;
  }

  /**
   * Takes queues that are the library's no more away from the shifts there.
   *
   * @throws Error until the directory knows of the membership's end: the job comes again
   */
  async keepQueuesAt({
    institutionId,
    membershipId,
    sequence,
  }: {
    institutionId: string;
    membershipId: string;
    sequence: string;
  }): Promise<void> {
    if (!(await this.directory.knowsMembership(membershipId, sequence)))
      throw new Error(`the end of membership ${membershipId} is not known yet`);
    const library = await this.directory.institution(institutionId);
    if (!library) return;
    const { subscriptionGroupId } = library;
    const queues = await this.queues.monitorableBy({ institutionId, subscriptionGroupId });
    const mine = new Set(queues.map(({ id }) => id));
    for (const accountId of await this.queries.onShiftAt(institutionId)) {
      await this.monitors.changeExisting(accountId, async (monitor, tx) => {
        const before = monitor.queueIds;
        const open = await this.monitors.openSessionIds(tx.manager, accountId);
        if (!monitor.keepQueues(mine, open)) return;
        await this.afterChange(monitor, tx, before);
        await this.endOffersOf(monitor, tx);
      });
    }
  }

  /** The queues on which somebody is available. */
  staffed(queueIds: string[]): Promise<Set<string>> {
    return this.queries.staffed(queueIds);
  }

  async shiftOf(accountId: string): Promise<Monitor | null> {
    const monitor = await this.queries.of(accountId);
    return monitor && monitor.availability !== 'offline' ? monitor : null;
  }

  /** Others on shift on the queues the librarian may monitor. */
  async colleaguesOf(librarian: Librarian, limit: number, after?: string): Promise<Colleague[]> {
    const queues = await this.queues.monitorableBy(librarian);
    return this.queries.colleaguesOf(
      librarian.id,
      queues.map((queue) => queue.id),
      limit,
      after,
    );
  }

  /** The shift, if this sign-in holds it. */
  async held(librarian: Librarian): Promise<Monitor> {
    const monitor = await this.queries.of(librarian.id);
    if (!monitor) throw new NotOnShift();
    monitor.mustHold(librarian.signIn);
    return monitor;
  }

  /** Refused to a sign-in whose shift another one of the same account has taken over (B13). */
  async mustNotBeElsewhere(librarian: Librarian): Promise<void> {
    (await this.queries.of(librarian.id))?.mustNotBeElsewhere(librarian.signIn);
  }

  /** As `held`; using the shift counts as a sign of life. */
  async holding(librarian: Librarian): Promise<Monitor> {
    const monitor = await this.held(librarian);
    await this.seen([librarian]);
    return monitor;
  }

  /** The cap is the librarian's group's (B4); read before the transaction that keeps to it. */
  async capOf(subscriptionGroupId: string): Promise<Cap> {
    const limits = await this.directory.setting('chat-limits', subscriptionGroupId);
    const { yellowSeconds } = await this.directory.setting('chat-times', subscriptionGroupId);
    return { ...limits, yellowSeconds };
  }

  /** Whether one more patron could be taken on now; only takeOn enforces the answer. */
  async hasRoom({ accountId, subscriptionGroupId, personalLimit }: Monitor): Promise<boolean> {
    const cap = await this.capOf(subscriptionGroupId);
    return hasRoom(await this.queries.loadOf(accountId, cap), limitsFor(cap, personalLimit));
  }

  /** The shift as it stands, to say whether a request may be taken: the checks are those of `held` and `takeOn`. */
  async atTheDesk(librarian: Librarian): Promise<{
    shift: Monitor | null;
    mustHoldShift: () => void;
    mustHaveRoom: () => void;
  }> {
    const shift = await this.queries.of(librarian.id);
    const cap = await this.capOf(librarian.subscriptionGroupId);
    const load = shift ? await this.queries.loadOf(librarian.id, cap) : { lively: 0, all: 0 };
    const found = () => {
      if (!shift) throw new NotOnShift();
      return Object.assign(new Monitor(), shift);
    };
    return {
      shift,
      mustHoldShift: () => found().mustHold(librarian.signIn),
      mustHaveRoom: () => found().takeOn(librarian.signIn, load, cap, this.clock.now()),
    };
  }

  /** Takes one more patron on under the cap: the librarian's row is locked, so no second one slips in (F4). */
  async takeOn(librarian: Librarian, cap: Cap): Promise<void> {
    await this.monitors.changeExisting(librarian.id, async (monitor, tx) => {
      const load = await this.monitors.load(tx.manager, monitor.accountId, cap);
      monitor.takeOn(librarian.signIn, load, cap, this.clock.now());
      const after = { lively: load.lively + 1, all: load.all + 1 };
      if (!hasRoom(after, limitsFor(cap, monitor.personalLimit))) await this.lookForLocals(tx, monitor);
    });
  }

  /**
   * Whether somebody of the patron's own group could take the request on now (B5, A8). Where only others speak the
   * patron's language, nobody is waited for: they are asked at once with the rest.
   */
  async someoneLocal(
    tx: Transaction,
    at: { queueIds: string[]; subscriptionGroupId: string; language: string | null },
    cap: Cap,
  ): Promise<boolean> {
    const language = at.language && primaryOf(at.language);
    if (await this.monitors.someoneLocal(tx.manager, { ...at, language }, cap)) return true;
    // Nobody local speaks it. Where nobody at all does, the local ones come first as ever.
    if (language === null || (await this.monitors.someone(tx.manager, at.queueIds, language))) return false;
    return this.monitors.someoneLocal(tx.manager, { ...at, language: null }, cap);
  }

  async someone(tx: Transaction, queueIds: string[]): Promise<boolean> {
    return this.monitors.someone(tx.manager, queueIds);
  }

  /** What a shift speaks: what was chosen for it, what the account says, or what the library's staff reads. */
  private async languagesOf({ id, institutionId }: Librarian, chosen: string[] | null): Promise<string[]> {
    if (chosen !== null) return chosen;
    const { languages } = await this.directory.setting('spoken-languages', id);
    return languages.length > 0
      ? languages
      : (await this.directory.setting('languages', institutionId)).staff;
  }

  /** Signs of life of many at once; those who had vanished are back. */
  async seen(librarians: { id: string; signIn: string }[]): Promise<void> {
    if (librarians.length === 0) return;
    for (const accountId of await this.monitors.seen(librarians, this.clock.now())) {
      await this.monitors.changeExisting(accountId, async (monitor, tx) => {
        monitor.beSeen(this.clock.now());
        await this.afterChange(monitor, tx, []);
      });
    }
  }

  /** Runs when a librarian may have been silent for too long; otherwise looks again when that would be (B16). */
  async lookFor(accountId: string): Promise<void> {
    await this.monitors.changeExisting(accountId, async (monitor, tx) => {
      if (monitor.vanishIfSilent(this.clock.now())) {
        await this.afterChange(monitor, tx, []);
        await this.endOffersOf(monitor, tx);
      } else await this.keepLooking(monitor, tx);
    });
  }

  /** Hands on the open sessions of a librarian who did not come back, under the lock that a return takes. */
  async whileLost(accountId: string, work: (sessionIds: string[]) => Promise<void>): Promise<void> {
    await this.monitors.changeExisting(accountId, async (monitor, tx) => {
      if (!monitor.isLost(this.clock.now())) return this.keepLooking(monitor, tx);
      await work(await this.monitors.openSessionIds(tx.manager, accountId));
    });
  }

  private async afterChange(monitor: Monitor, tx: Transaction, queuesBefore: string[]): Promise<void> {
    await this.keepLooking(monitor, tx);
    await this.lookForLocals(tx, monitor);
    const queueIds = [...new Set([...queuesBefore, ...monitor.queueIds])];
    tx.afterCommit(() => this.live.deskChanged(queueIds, [monitor.accountId]));
  }

  /** Makes the streams of the chats check again whether their sign-in still has the shift. */
  private async endStreamsOf({ accountId }: Monitor, tx: Transaction): Promise<void> {
    const open = await this.monitors.openSessionIds(tx.manager, accountId);
    tx.afterCommit(() => open.forEach((id) => this.live.stateChanged(id)));
  }

  private async keepLooking(monitor: Monitor, tx: Transaction): Promise<void> {
    const { accountId } = monitor;
    const [look, lost] = [`look-for:${accountId}`, `lost-librarian:${accountId}`];
    if (monitor.availability === 'offline' || monitor.vanishedAt) await tx.dropJob(look);
    else await tx.job('look-for-librarian', { accountId }, { key: look, runAt: monitor.silentFrom });
    if (monitor.availability === 'offline' || !monitor.vanishedAt) await tx.dropJob(lost);
    else await tx.job('lost-librarian', { accountId }, { key: lost, runAt: monitor.lostFrom });
  }

  /** Open transfers to and from a librarian who is gone end at once (A11). */
  private async endOffersOf({ accountId }: Monitor, tx: Transaction): Promise<void> {
    await tx.job('end-offers', { accountId }, { key: `end-offers:${accountId}` });
  }

  /** The group may have lost its last local librarian: what was held back for one is looked at again at once. */
  private async lookForLocals(tx: Transaction, { subscriptionGroupId }: Monitor): Promise<void> {
    await tx.job('roll-up-group', { subscriptionGroupId }, { key: `roll-up-group:${subscriptionGroupId}` });
  }
}

function notMine(): never {
  throw new NotFound('queue');
}
