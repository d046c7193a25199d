import type { EventEnvelope } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import { Facts } from './facts.js';
import type { Draft } from './postroom.js';

/** Mail to patrons. */
@Injectable()
export class LettersService {
  constructor(private readonly facts: Facts) {}

  /** The transcript (R45): never of practice (A15), and only once a librarian has written (B27). */
  async transcript({ data }: EventEnvelope<'session.ended.v1'>): Promise<Draft[]> {
    const { sessionId, practice } = data;
    const session = practice ? undefined : await this.facts.transcript(sessionId);
    const to = session?.patron.email;
    if (!session || !to || !session.lines.some(({ from }) => from === 'librarian')) return [];
    const library = await this.facts.library(session.institutionId);
    const date = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: library.timeZone });
    const time = new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: library.timeZone });
    return [
      {
        message: 'chat-transcript',
        to,
        toPatron: true,
        institutionId: library.id,
        questionId: null,
        number: null,
        sessionId,
        data: {
          library: library.name,
          patron: session.patron.name,
          question: session.question,
          date: date.format(new Date(session.startedAt)),
          lines: session.lines.map(({ from, name, text, sentAt }) => ({
            from,
            name,
            text,
            at: time.format(new Date(sentAt)),
          })),
        },
      },
    ];
  }

  /** The answer (R71), in the name of the patron's library whoever wrote it. */
  async answer({ data }: EventEnvelope<'question.answered.v1'>): Promise<Draft[]> {
    return data.deliveredBy === 'mail' ? this.written('answer', data, data.answerId) : [];
  }

  /** What somebody must know before he or she can answer (row 20). */
  clarification({ data }: EventEnvelope<'question.clarification-requested.v1'>): Promise<Draft[]> {
    return this.written('clarification-request', data, data.messageId);
  }

  /** A word to the patron that changes no status (row 18). */
  message({ data }: EventEnvelope<'question.message-sent.v1'>): Promise<Draft[]> {
    return this.written('library-message', data, data.messageId);
  }

  private async written(
    message: 'answer' | 'clarification-request' | 'library-message',
    { questionId, sessionId }: { questionId: string; sessionId: string | null },
    messageId: string,
  ): Promise<Draft[]> {
    const question = await this.facts.question(questionId, messageId);
    const to = question?.patron.email;
    if (!question || !to) return [];
    const library = await this.facts.library(question.patronInstitutionId);
    return [
      {
        message,
        to,
        toPatron: true,
        institutionId: library.id,
        questionId,
        number: question.number,
        sessionId,
        data: {
          number: question.number,
          library: library.name,
          patron: question.patron.name,
          question: question.questionText,
          written: question.messageText ?? '',
        },
      },
    ];
  }
}
