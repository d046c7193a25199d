import { requests } from '@carrel/contracts';
import { Clock, NotFound, ServiceUnavailable } from '@carrel/kernel';
import { newId, Requests, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { ReferralRunner } from './referral-runner.js';
import { EmailPartnersService } from '../email-partner/email-partners.service.js';
import type { Librarian, ReferralInput } from './domain/referral-input.js';
import type { Addressee, Destination, PartnerKind } from './domain/known.js';
import { Underway } from './domain/refusals.js';
import { Referral } from './domain/referral.js';
import type { Referring } from './domain/referring.js';
import { PartnersService } from './partners.service.js';
import { Commands, type Repeatable } from './persistence/commands.repository.js';
import { ReferralsQueries, type ReferralFilter } from './persistence/referrals.queries.js';
import { Referrals } from './persistence/referrals.repository.js';

/** Who calls, and the key under which the call may be repeated. */
export interface Call extends Librarian {
  idempotencyKey?: string | undefined;
}
export type Target =
  | { kind: PartnerKind; institutionId: string }
  | { kind: 'expert'; expertId: string }
  | ({ kind: 'email-partner' } & Addressee)
  | { kind: 'email-partner'; emailPartnerId: string }
  | { kind: 'shared-followup' };
export type NewReferral = Omit<ReferralInput, 'kind'> & { to: Target };

@Injectable()
export class ReferralsService {
  constructor(
    private readonly referrals: Referrals,
    private readonly queries: ReferralsQueries,
    private readonly commands: Commands,
    private readonly partners: PartnersService,
    private readonly addresses: EmailPartnersService,
    private readonly carryingOut: ReferralRunner,
    private readonly requests: Requests,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Refers a question. The same call again, under its key, gives the same referral or the same refusal (F21). */
  async make(call: Call, wanted: NewReferral): Promise<Referral> {
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

  async get(id: string, reader: Librarian): Promise<Referral> {
    const referral = await this.referrals.get(id);
    if (!referral.isKnownTo(reader)) throw new NotFound('referral');
    return referral;
  }

  list(filter: ReferralFilter): Promise<Referral[]> {
    return this.queries.page(filter);
  }

  /** Every hop of a question's chain and what became of it, for each library it concerns (KWON). */
  async chain(questionId: string, reader: Librarian): Promise<Referral[]> {
    const hops = await this.queries.chain(questionId);
    if (hops.some((hop) => hop.isKnownTo(reader))) return hops;
    const { allowed } = await this.requests.ask(requests.mayReadQuestion, { questionId, ...reader });
    if (!allowed) throw new NotFound('question');
    return hops;
  }

  /** Records what is to be done, before questions is asked to do it; undefined when a twin of the call was first. */
  private async ask(call: Call, wanted: NewReferral, repeatable?: Repeatable): Promise<string | undefined> {
    const { to, ...input } = wanted;
    const referring = await this.partners.referring(call, wanted.questionId);
    const destination = await this.destination(call, to, referring);
    const id = newId();
    const { kind } = to;
    const referral = Referral.ask(id, { ...input, kind }, call, destination, this.clock.now());
    return this.transactions.run(async (tx) => {
      if (!(await this.commands.take(tx.manager, repeatable, id))) return undefined;
      await this.referrals.add(tx, referral);
      await this.carryingOut.promise(tx, 'make-referral', id);
      return id;
    });
  }

  private async destination({ accountId }: Call, to: Target, referring: Referring): Promise<Destination> {
    if (to.kind === 'shared-followup') return referring.sharedFollowup();
    if (to.kind === 'expert') return referring.toExpert(to.expertId);
    if (to.kind !== 'email-partner') return referring.destination(to.kind, to.institutionId);
    const partner = 'emailPartnerId' in to ? await this.addresses.get(accountId, to.emailPartnerId) : to;
    return referring.toAddress({ name: partner.name, address: partner.address });
  }

  private async end(
    call: Call,
    id: string,
    what: object,
    decide: (referral: Referral) => void,
  ): Promise<Referral> {
    const repeatable = this.repeatable(call, { id, ...what });
    await this.get(id, call);
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
      throw error instanceof ServiceUnavailable ? new Underway(id) : error;
    }
  }

  private repeatable({ accountId, idempotencyKey }: Call, what: object): Repeatable | undefined {
    return idempotencyKey === undefined ? undefined : { accountId, key: idempotencyKey, what };
  }
}
