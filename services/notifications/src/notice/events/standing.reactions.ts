import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { MembershipsService } from '../memberships.service.js';
import { MailQueue } from '../../delivery/mail-queue.js';

type Membership = Parameters<MembershipsService['changed']>[0];

/** Mail about memberships and profiles. */
@Controller()
export class StandingReactions {
  constructor(
    private readonly mailQueue: MailQueue,
    private readonly memberships: MembershipsService,
  ) {}

  @On(
    'membership.requested.v1',
    'membership.approved.v1',
    'membership.rejected.v1',
    'membership.inactivated.v1',
    'membership.blocked.v1',
    'membership.left.v1',
  )
  async membership(@Payload() event: Membership) {
    await this.mailQueue.post(event, await this.memberships.changed(event));
  }

  @On('institution.profile-activated.v1')
  async profileActivated(@Payload() event: EventEnvelope<'institution.profile-activated.v1'>) {
    await this.mailQueue.post(event, await this.memberships.profileActivated(event));
  }

  @On('policy-page.accepted.v1')
  async policyAccepted(@Payload() event: EventEnvelope<'policy-page.accepted.v1'>) {
    await this.mailQueue.post(event, await this.memberships.policyAccepted(event));
  }
}
