import { Injectable } from '@nestjs/common';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions, type Transaction } from '@carrel/messaging';
import { Live } from '../live/live.js';
import type { Librarian, Monitor } from '../monitor/domain/monitor.js';
import { MonitorsService } from '../monitor/monitors.service.js';
import { Sessions } from '../session/persistence/sessions.repository.js';
import { SessionReader } from '../reading/session-reader.service.js';
import { entered } from '../lines/domain/line.js';
import { Lines } from '../lines/persistence/lines.repository.js';
import { TargetNotReady } from './domain/refusals.js';
import { Transfer, type TransferReason } from './domain/transfer.js';
import { TransferTargets, type Targets } from './transfer-targets.service.js';
import { Transfers } from './persistence/transfers.repository.js';

export interface TransferWanted {
  toLibrarianId: string | null;
  toQueueId: string | null;
  reason: string;
  reasonCode: TransferReason | null;
}

@Injectable()
export class TransfersService {
  constructor(
    private readonly transfers: Transfers,
    private readonly targets: TransferTargets,
    private readonly sessions: Sessions,
    private readonly reader: SessionReader,
    private readonly lines: Lines,
    private readonly monitors: MonitorsService,
    private readonly transactions: Transactions,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  async offer(sessionId: string, librarian: Librarian, wanted: TransferWanted): Promise<Transfer> {
    const session = await this.reader.readAsParty(sessionId, { kind: 'librarian', ...librarian });
    const now = this.clock.now();
    const from = { fromLibrarianId: librarian.id, fromName: librarian.name };
    const transfer = Transfer.offer({ id: newId(), sessionId, ...from, ...wanted }, now);
    if (!(await this.targets.isReady(session, transfer))) throw new TargetNotReady();
    await this.sessions.change(sessionId, async (locked, tx) => {
      locked.mustBeAlone(librarian.id);
      locked.mustAcceptFromPatron();
      await this.transfers.add(tx.manager, transfer);
      await tx.job(
        'expire-transfer',
        { transferId: transfer.id },
        { key: expiryOf(transfer), runAt: transfer.expiresAt },
      );
      this.notify(tx, transfer);
    });
    return transfer;
  }

  async targetsOf(sessionId: string, librarian: Librarian): Promise<Targets> {
    return this.targets.of(await this.reader.readAsParty(sessionId, { kind: 'librarian', ...librarian }));
  }

  /** The first Yes under the cap joins the session; who comes second hears who that was. */
  async accept(id: string, librarian: Librarian): Promise<Transfer> {
    const shift = await this.monitors.holding(librarian);
    const { sessionId } = await this.visible(id, shift);
    const cap = await this.monitors.capOf(librarian.subscriptionGroupId);
    return this.transactions.run(async () => {
      await this.monitors.takeOn(librarian, cap);
      let accepted!: Transfer;
      await this.sessions.change(sessionId, async (session, tx) => {
        const now = this.clock.now();
        accepted = await this.transfers.change(id, (transfer) => transfer.accept(asked(shift), now));
        session.join(
          { librarianId: librarian.id, institutionId: librarian.institutionId, name: shift.shownAs },
          accepted,
          now,
        );
        const text = entered(shift.shownAs);
        await this.lines.say(tx.manager, session.id, { kind: 'entered', authorId: librarian.id, text });
        await tx.dropJob(expiryOf(accepted));
        tx.afterCommit(() => this.live.sessionChanged(session));
        this.notify(tx, accepted);
      });
      return accepted;
    });
  }

  async decline(id: string, librarian: Librarian, reason: string | null): Promise<Transfer> {
    const shift = await this.monitors.holding(librarian);
    return this.decide(id, (transfer, now) => transfer.decline(asked(shift), reason, now));
  }

  async cancel(id: string, librarian: Librarian): Promise<Transfer> {
    return this.decide(id, (transfer, now) => transfer.cancel(librarian.id, now));
  }

  /** Nobody answered in time: the session stays with the sender (A11). */
  async expire(id: string): Promise<void> {
    await this.decide(id, (transfer, now) => {
      if (transfer.open) transfer.expire(now);
    });
  }

  /** Either side is gone: the offer ends at once and the session stays with the sender (A11). */
  async endOffersOf(accountId: string): Promise<void> {
    const offers = await this.transfers.openFor({ id: accountId, queueIds: [] });
    for (const { id } of offers) await this.expire(id);
  }

  /** Open offers the librarian made or may answer. */
  async openFor(librarian: Librarian): Promise<Transfer[]> {
    const shift = await this.monitors.shiftOf(librarian.id);
    const desk = { id: librarian.id, queueIds: shift?.queueIds ?? [] };
    const open = await this.transfers.openFor(desk);
    return open.filter((transfer) => transfer.fromLibrarianId === librarian.id || transfer.isOfferedTo(desk));
  }

  /** For the sender, and for those who are or were asked by name. */
  async read(id: string, librarian: Librarian): Promise<Transfer> {
    const shift = await this.monitors.shiftOf(librarian.id);
    return this.visible(id, { accountId: librarian.id, queueIds: shift?.queueIds ?? [] });
  }

  private async visible(id: string, shift: Pick<Monitor, 'accountId' | 'queueIds'>): Promise<Transfer> {
    const transfer = await this.transfers.byId(id);
    const known = transfer?.fromLibrarianId === shift.accountId || transfer?.isOfferedTo(asked(shift));
    if (!transfer || !known) throw new NotFound('transfer');
    return transfer;
  }

  private async decide(id: string, how: (transfer: Transfer, now: Date) => void): Promise<Transfer> {
    return this.transfers.change(id, async (transfer, tx) => {
      how(transfer, this.clock.now());
      if (!transfer.open) await tx.dropJob(expiryOf(transfer));
      this.notify(tx, transfer);
    });
  }

  private notify(tx: Transaction, transfer: Transfer): void {
    const people = [transfer.fromLibrarianId, transfer.toLibrarianId].filter((id) => id !== null);
    tx.afterCommit(() => this.live.deskChanged(transfer.toQueueId ? [transfer.toQueueId] : [], people));
  }
}

const expiryOf = (transfer: Transfer) => `expire-transfer:${transfer.id}`;
const asked = (shift: Pick<Monitor, 'accountId' | 'queueIds'>) => ({
  id: shift.accountId,
  queueIds: shift.queueIds,
});
