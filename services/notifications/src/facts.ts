import { requests, type AnswerOf } from '@carrel/contracts';
import { Directory, type InstitutionRow } from '@carrel/directory';
import { PartAway, PassedOn } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

/** What other services know that a mail must say; asked when it is needed, since events carry no such thing (B1). */
@Injectable()
export class Facts {
  constructor(
    private readonly requests: Requests,
    private readonly directory: Directory,
  ) {}

  /** Undefined for a session that is erased by now. */
  transcript(sessionId: string): Promise<AnswerOf<typeof requests.sessionTranscript> | undefined> {
    return orNothing(this.requests.ask(requests.sessionTranscript, { sessionId }));
  }

  /** The question, and with a message id that message's text; undefined for one that is erased by now. */
  question(
    questionId: string,
    messageId: string | null = null,
  ): Promise<AnswerOf<typeof requests.questionLetter> | undefined> {
    return orNothing(this.requests.ask(requests.questionLetter, { questionId, messageId }));
  }

  async referralReasons(referralId: string): Promise<AnswerOf<typeof requests.referralReason>> {
    return this.requests.ask(requests.referralReason, { referralId });
  }

  /** Where a library wants to hear of questions: nowhere unless it has switched that on (R129). */
  async addressesOf(institutionId: string): Promise<string[]> {
    const said = await orNothing(this.requests.ask(requests.notificationAddresses, { institutionId }));
    return said?.enabled ? said.addresses : [];
  }

  /** A library's public face. One that is not known yet is waited for. */
  async library(institutionId: string): Promise<InstitutionRow> {
    const library = await this.directory.institution(institutionId);
    if (!library) throw new PartAway('admin');
    return library;
  }

  /** Whether a library may see the mails about a question, and the patron's address on them. */
  mayRead(question: {
    questionId: string;
    accountId: string;
    institutionId: string;
  }): Promise<AnswerOf<typeof requests.mayReadQuestion>> {
    return this.requests.ask(requests.mayReadQuestion, question);
  }
}

async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PassedOn && error.kind !== 'away') return undefined;
    throw error;
  }
}
