import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { MailFacts } from '../../delivery/mail-facts.service.js';
import { MailQueue, type Draft } from '../../delivery/mail-queue.js';

type Disabled = EventEnvelope<'webhook.disabled.v1'>;

/** Notifies administrators by mail that an endpoint of theirs was disabled. */
@Controller()
export class WebhookNotices {
  constructor(
    private readonly facts: MailFacts,
    private readonly mailQueue: MailQueue,
  ) {}

  @On('webhook.disabled.v1')
  async disabled(@Payload() event: Disabled) {
    await this.mailQueue.post(event, await this.draftsOf(event.data));
  }

  private async draftsOf({ endpointId, owner: { kind, id } }: Disabled['data']): Promise<Draft[]> {
    const group = kind === 'group';
    const { name: library } = group ? await this.facts.group(id) : await this.facts.library(id);
    const people = group
      ? await this.facts.adminsOfGroup(id)
      : (await this.facts.adminsOfLibrary(id)).map((to) => ({ to, readBy: id }));
    return people.map((person) => ({
      ...{ notice: 'webhook-disabled', data: { library, what: endpointId } },
      ...{ ...person, toPatron: false, personal: true },
      ...{ institutionId: group ? null : id, questionId: null, sessionId: null, number: null },
    }));
  }
}
