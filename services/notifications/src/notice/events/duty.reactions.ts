import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AccountNoticesService } from '../account-notices.service.js';
import { DutyNoticesService, type CoverAsked } from '../duty-notices.service.js';
import { MailQueue } from '../../delivery/mail-queue.js';

/** Mail about duties of a rota, accounts and profiles. */
@Controller()
export class DutyReactions {
  constructor(
    private readonly mailQueue: MailQueue,
    private readonly duties: DutyNoticesService,
    private readonly accounts: AccountNoticesService,
  ) {}

  @On('duty.missed.v1')
  async missed(@Payload() event: EventEnvelope<'duty.missed.v1'>) {
    await this.mailQueue.post(event, await this.duties.missed(event));
  }

  @On('duty.uncovered.v1')
  async uncovered(@Payload() event: EventEnvelope<'duty.uncovered.v1'>) {
    await this.mailQueue.post(event, await this.duties.uncovered(event));
  }

  @On('cover.requested.v1', 'cover.escalated.v1')
  async coverAsked(@Payload() event: CoverAsked) {
    await this.mailQueue.post(event, await this.duties.coverAsked(event));
  }

  @On('cover.taken.v1')
  async coverTaken(@Payload() event: EventEnvelope<'cover.taken.v1'>) {
    await this.mailQueue.post(event, await this.duties.coverTaken(event));
  }

  @On('referral.made.v1')
  async shared(@Payload() event: EventEnvelope<'referral.made.v1'>) {
    await this.mailQueue.post(event, await this.duties.shared(event));
  }

  @On('question.created.v1')
  async chatPooled(@Payload() event: EventEnvelope<'question.created.v1'>) {
    await this.mailQueue.post(event, await this.duties.chatPooled(event));
  }

  @On('duty.started.v1')
  async started(@Payload() event: EventEnvelope<'duty.started.v1'>) {
    await this.mailQueue.post(event, await this.duties.started(event));
  }

  @On('account.invited.v1')
  async invited(@Payload() event: EventEnvelope<'account.invited.v1'>) {
    await this.mailQueue.post(event, await this.accounts.invited(event));
  }

  @On('account.logins-refused.v1')
  async loginsRefused(@Payload() event: EventEnvelope<'account.logins-refused.v1'>) {
    await this.mailQueue.post(event, await this.accounts.loginsRefused(event));
  }

  @On('account.second-factor-reset.v1')
  async secondFactorReset(@Payload() event: EventEnvelope<'account.second-factor-reset.v1'>) {
    await this.mailQueue.post(event, await this.accounts.secondFactorReset(event));
  }

  @On('institution.profile-submitted.v1')
  async profileSubmitted(@Payload() event: EventEnvelope<'institution.profile-submitted.v1'>) {
    await this.mailQueue.post(event, await this.accounts.profileSubmitted(event));
  }
}
