import { Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { QueuesService } from '../queue/queues.service.js';
import { formOf, type FormField } from './domain/chat-form.js';

/** What a library's patrons are asked besides name, address and question: the form of its own queue (R121, B24). */
@Injectable()
export class ChatForms {
  constructor(
    private readonly directory: Directory,
    private readonly queues: QueuesService,
  ) {}

  async of(institution: { id: string; subscriptionGroupId: string }): Promise<FormField[]> {
    const { fields } = await this.directory.setting('chat-form', institution.subscriptionGroupId);
    if (fields.length === 0) return [];
    const [primary] = await this.queues.chainOf(institution.id, false);
    return formOf(fields, primary.id);
  }

  async ofLibrary(institutionId: string): Promise<FormField[]> {
    const institution = await this.directory.institution(institutionId);
    if (!institution) throw new NotFound('institution');
    return this.of(institution);
  }
}
