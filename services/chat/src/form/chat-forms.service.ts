import { Injectable } from '@nestjs/common';
import { labelled, type SettingValue } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { QueuesService } from '../queue/queues.service.js';
import { answered, formOf, type Answered, type FormField } from '../session/domain/chat-form.js';
import type { Session } from '../session/domain/session.js';

export interface PublishedForm {
  readonly fields: FormField[];
  readonly banner: SettingValue<'banner'> | null;
  readonly closedPage: SettingValue<'chat-closed-page'>;
  readonly languages: readonly string[];
}

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

  /** What a session's patron answered, as the question that it becomes keeps it. */
  async answersOf(session: Session): Promise<Answered[]> {
    if (Object.keys(session.fields).length === 0) return [];
    const { fields } = await this.directory.setting('chat-form', session.subscriptionGroupId);
    return answered(fields, session.fields);
  }

  /** The form with its surrounding texts (R125). */
  async ofLibrary(institutionId: string, wanted: readonly string[] = []): Promise<PublishedForm> {
    const institution = await this.directory.institution(institutionId);
    if (!institution) throw new NotFound('institution');
    const [fields, banner, closedPage, languages] = await Promise.all([
      this.of(institution),
      this.directory.setting('banner', institutionId),
      this.directory.worded('chat-closed-page', institution, wanted),
      this.directory.setting('languages', institutionId),
    ]);
    const into = await this.directory.translationFor(institutionId, wanted);
    const shown = Object.values(banner).some((part) => part !== null);
    return {
      fields: labelled(fields, into),
      banner: shown ? banner : null,
      closedPage,
      languages: languages.patrons,
    };
  }
}
