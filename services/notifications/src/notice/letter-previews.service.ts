import { NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { MailFacts } from '../delivery/mail-facts.service.js';
import { Templates } from '../mail/templates.js';
import { LettersService, type WrittenLetter } from './letters.service.js';

interface Writer {
  readonly accountId: string;
  readonly institutionId: string;
}

/** What a patron will read, before it is sent: put together by what puts the mail together. */
@Injectable()
export class LetterPreviews {
  constructor(
    private readonly facts: MailFacts,
    private readonly letters: LettersService,
    private readonly templates: Templates,
  ) {}

  async preview(
    { accountId, institutionId }: Writer,
    questionId: string,
    message: WrittenLetter,
    text: string,
  ) {
    const { allowed, contact } = await this.facts.mayRead({ questionId, accountId, institutionId });
    if (!allowed) throw new NotFound('question');
    const { mail, from, to } = await this.letters.preview(message, questionId, text, contact);
    const { subject, text: words } = await this.templates.letter(message, mail);
    const { library } = mail.tokens;
    return { to, from: from.name ?? library, language: mail.wording.language, subject, text: words };
  }
}
