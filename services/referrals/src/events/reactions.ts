import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Watch } from '../duty/watch.js';
import { OutcomesService } from '../referral/outcomes.service.js';
import { ReceiversService } from '../referral/receivers.service.js';

@Controller()
export class Reactions {
  constructor(
    private readonly outcomes: OutcomesService,
    private readonly receivers: ReceiversService,
    private readonly watch: Watch,
  ) {}

  @On('question.answered.v1')
  answered(@Payload() event: EventEnvelope<'question.answered.v1'>) {
    return this.outcomes.answered(event);
  }

  @On('question.closed.v1')
  closed(@Payload() event: EventEnvelope<'question.closed.v1'>) {
    return this.outcomes.closed(event);
  }

  @On('question.claimed.v1')
  claimed(@Payload() event: EventEnvelope<'question.claimed.v1'>) {
    return this.outcomes.claimed(event);
  }

  @On('question.referred.v1', 'question.assigned.v1', 'question.clarification-requested.v1')
  leftPool(
    @Payload()
    event: EventEnvelope<
      'question.referred.v1' | 'question.assigned.v1' | 'question.clarification-requested.v1'
    >,
  ) {
    return this.outcomes.leftPool(event);
  }

  /** The patron's library took the question back (row 29b). */
  @On('question.unclaimed.v1')
  recalled(@Payload() event: EventEnvelope<'question.unclaimed.v1'>) {
    return this.outcomes.recalled(event);
  }

  /** A mail of an expert or partner has come (row 32). */
  @On('question.note-added.v1')
  noted(@Payload() event: EventEnvelope<'question.note-added.v1'>) {
    return this.outcomes.noted(event);
  }

  @On('question.erased.v1')
  erased(@Payload() event: EventEnvelope<'question.erased.v1'>) {
    return this.outcomes.erased(event);
  }

  /** An expert's account was deactivated (row 49). */
  @On('account.deactivated.v1')
  accountGone(@Payload() event: EventEnvelope<'account.deactivated.v1'>) {
    return this.receivers.accountGone(event);
  }

  /** A library was closed (row 51). */
  @On('institution.updated.v1')
  institutionGone(@Payload() event: EventEnvelope<'institution.updated.v1'>) {
    return this.receivers.institutionGone(event);
  }

  @On('group.deleted.v1')
  groupGone(@Payload() event: EventEnvelope<'group.deleted.v1'>) {
    return this.watch.groupGone(event);
  }
}
