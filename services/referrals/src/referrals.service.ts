import { Clock, NotFound, PartAway } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { CarryingOut } from './carrying-out.js';
import { NotOfferedYet, Underway } from './domain/refusals.js';
import { Referral, type Librarian, type ReferralKind } from './domain/referral.js';
import type { Destination } from './domain/referring.js';
import { PartnersService } from './partners.service.js';
import { Commands, type Repeatable } from './persistence/commands.repository.js';
import { ReferralsQueries, type ReferralFilter } from './persistence/referrals.queries.js';
import { Referrals } from './persistence/referrals.repository.js';

/** Who calls, and the key under which the call may be repeated. */
export interface Call extends Librarian {
  idempotencyKey?: string | undefined;
}
export interface Wanted {
  questionId: string;
  to: { kind: ReferralKind; institutionId?: string | undefined };
  reason: string | null;
  noContactConfirmed: boolean;
}

@Injectable()
export class ReferralsService {
  constructor(
    private readonly referrals: Referrals,
    private readonly queries: ReferralsQueries,
    private readonly commands: Commands,
    private readonly partners: PartnersService,
    private readonly carryingOut: CarryingOut,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Refers a question. The same call again, under its key, gives the same referral or the same refusal (F21). */
  async make(call: Call, wanted: Wanted): Promise<Referral> {
    const repeatable = this.repeatable(call, { make: wanted });
    const id = (await this.commands.find(repeatable)) ?? (await this.ask(call, wanted, repeatable));
    if (id === undefined) return this.make(call, wanted);
    const referral = await this.soonOrLater(id, () => this.carryingOut.make({ referralId: id }));
    referral.throwIfRefused();
    return referral;
  }

  async return(call: Call, id: string, reason: string): Promise<Referral> {
    return this.end(call, id, { return: reason }, (referral) => referral.returnTo(call, reason));
  }

  async withdraw(call: Call, id: string, reason: string | null): Promise<Referral> {
    return this.end(call, id, { withdraw: reason }, (referral) => referral.withdraw(call, reason));
  }

  async get(id: string, institutionId: string): Promise<Referral> {
    const referral = await this.referrals.get(id);
    if (!referral.isKnownTo(institutionId)) throw new NotFound('referral');
    return referral;
  }

  list(filter: ReferralFilter): Promise<Referral[]> {
    return this.queries.page(filter);
  }

  /** What a notice about the referral says (R103). */
  async reasons(
    id: string,
  ): Promise<{ reason: string | null; actorId: string | null; endReason: string | null }> {
    const { reason, actorId, endReason } = await this.referrals.get(id);
    return { reason, actorId, endReason };
  }

  /** Records what is to be done, before questions is asked to do it; undefined when a twin of the call was first. */
  private async ask(call: Call, wanted: Wanted, repeatable?: Repeatable): Promise<string | undefined> {
    const { kind, institutionId } = wanted.to;
    if (kind === 'expert' || kind === 'email-partner') {
      throw new NotOfferedYet(kind === 'expert' ? 'an expert' : 'an e-mail partner');
    }
    const referring = await this.partners.referring(call.institutionId, wanted.questionId);
    const destination: Destination =
      kind === 'shared-followup'
        ? referring.sharedFollowup()
        : referring.destination(kind, institutionId as string);
    const id = newId();
    return this.transactions.run(async (tx) => {
      if (!(await this.commands.take(tx.manager, repeatable, id))) return undefined;
      await this.referrals.add(
        tx,
        Referral.ask(id, { ...wanted, kind }, call, destination, this.clock.now()),
      );
      await this.carryingOut.promise(tx, 'make-referral', id);
      return id;
    });
  }

  private async end(
    call: Call,
    id: string,
    what: object,
    decide: (referral: Referral) => void,
  ): Promise<Referral> {
    const repeatable = this.repeatable(call, { id, ...what });
    await this.get(id, call.institutionId);
    await this.commands.find(repeatable);
    await this.transactions.run(async (tx) => {
      if (!(await this.commands.take(tx.manager, repeatable, id))) return;
      await this.referrals.change(tx, id, decide);
      await this.carryingOut.promise(tx, 'end-referral', id);
    });
    const referral = await this.soonOrLater(id, () => this.carryingOut.end({ referralId: id }));
    referral.throwIfRefused();
    return referral;
  }

  private async soonOrLater(id: string, carryOut: () => Promise<Referral>): Promise<Referral> {
    try {
      return await carryOut();
    } catch (error) {
      throw error instanceof PartAway ? new Underway(id) : error;
    }
  }

  private repeatable({ accountId, idempotencyKey }: Call, what: object): Repeatable | undefined {
    return idempotencyKey === undefined ? undefined : { accountId, key: idempotencyKey, what };
  }
}
