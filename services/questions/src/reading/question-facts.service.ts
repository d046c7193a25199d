import type { AnswerOf, QuestionOf, requests } from '@carrel/contracts';
import { NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { Reader } from '../question/domain/people.js';
import type { Question } from '../question/domain/question.js';
import { standingOf, type QuestionStanding } from '../question/domain/question-standing.js';
import type { FileEntry } from '../files/domain/file.js';
import { Files } from '../files/persistence/files.repository.js';
import { LibraryRules } from '../question/library-rules.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';
import { Questions } from '../question/persistence/questions.repository.js';

/** Answers other services about a question, as far as the person they ask for may know. */
@Injectable()
export class QuestionFactsService {
  constructor(
    private readonly questions: Questions,
    private readonly queries: QuestionsQueries,
    private readonly libraryRules: LibraryRules,
    private readonly files: Files,
  ) {}

  async standing({
    questionId,
    institutionId,
  }: QuestionOf<typeof requests.questionStanding>): Promise<QuestionStanding> {
    const reader = await this.libraryRules.asked(questionId, institutionId);
    return standingOf(await this.readable(questionId, reader));
  }

  async mayRead(
    asked: QuestionOf<typeof requests.mayReadQuestion>,
  ): Promise<{ allowed: boolean; contact: boolean }> {
    try {
      const reader = await this.libraryRules.asked(asked.questionId, asked.institutionId, asked.accountId);
      const reading = (await this.readable(asked.questionId, reader)).readingOf(reader);
      return { allowed: reading !== 'transcript', contact: reading === 'everything' };
    } catch (error) {
      if (error instanceof NotFound) return { allowed: false, contact: false };
      throw error;
    }
  }

  /** What was said in a chat is read by whoever may read the question that it became. */
  async mayReadSession({
    sessionId,
    ...who
  }: QuestionOf<typeof requests.mayReadSession>): Promise<{ allowed: boolean }> {
    const id = await this.queries.bySession(sessionId);
    if (!id) return { allowed: false };
    const question = await this.questions.get(id);
    const reader = await this.libraryRules.asked(id, who.institutionId, who.accountId);
    return { allowed: question.readingOf(reader) !== undefined };
  }

  /** The content of a mail about it; notifications decides who may get one. */
  async letter({
    questionId,
    messageId,
  }: QuestionOf<typeof requests.questionLetter>): Promise<AnswerOf<typeof requests.questionLetter>> {
    const question = await this.questions.get(questionId);
    const message = messageId ? await this.queries.message(questionId, messageId) : null;
    if (messageId && !message) throw new NotFound('message');
    return {
      questionId,
      number: question.number,
      patronInstitutionId: question.homeInstitutionId,
      patron: { name: question.patronName, email: question.patronEmail },
      subject: question.subject,
      questionText: question.text,
      fields: [...question.fields],
      ...(question.language === null ? {} : { language: question.language }),
      messageText: message?.text ?? null,
      authorId: message?.authorId ?? null,
      patronId: question.patronId,
      files: message
        ? (await this.files.ofQuestion(questionId)).filter(sentWith(message.id)).map(inLetter)
        : [],
    };
  }

  private async readable(id: string, reader: Reader): Promise<Question> {
    const question = await this.questions.get(id);
    if (!question.readingOf(reader)) throw new NotFound('question');
    return question;
  }
}

const sentWith = (messageId: string) => (file: FileEntry) => file.messageId === messageId;
const inLetter = ({ id, name, mediaType, bytes, key }: FileEntry) => ({
  ...{ id, name, mediaType, bytes },
  path: `/api/questions/v1/files/${key}`,
});
