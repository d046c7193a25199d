import { NotFound } from '@carrel/kernel';
import { Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Holding } from '../domain/holding.js';
import { Question } from '../domain/question.js';
import { HistoryLine, Message } from '../domain/record.js';
import { Referral } from '../domain/referral.js';
import { Erased } from '../privacy/domain/refusals.js';
import type { TranscriptLine } from './questions.queries.js';

/** The event being handled; its effect happens once. */
export type Cause = { readonly id: string };

@Injectable()
export class Questions {
  constructor(private readonly transactions: Transactions) {}

  /** Undefined when the cause was handled before. */
  add(
    question: Question,
    transcript?: readonly TranscriptLine[],
    cause?: Cause,
  ): Promise<Question | undefined> {
    return this.once(cause, async (tx) => {
      await tx.manager.insert(Question, question);
      await tx.manager.insert(Holding, question.holdings);
      await this.written(tx.manager, question);
      if (transcript) {
        const values = [question.id, JSON.stringify(transcript)];
        await tx.manager.query('INSERT INTO transcripts (question_id, lines) VALUES ($1, $2)', values);
      }
      await tx.publish(question);
      return question;
    });
  }

  /** Locks the question, lets it decide, saves it with its history, messages and events, or nothing. */
  change<T>(id: string, decide: (question: Question) => T): Promise<T> {
    return this.transactions.run(async (tx) => {
      const question = await this.load(tx.manager, id, true);
      if (question.erasedAt) throw new Erased();
      const result = decide(question);
      await tx.manager.upsert(Question, question, ['id']);
      await tx.manager.upsert(Holding, newLast(question.holdings), ['questionId', 'institutionId']);
      if (question.referrals.length) await tx.manager.upsert(Referral, question.referrals, ['id']);
      await this.written(tx.manager, question);
      await tx.publish(question);
      return result;
    });
  }

  /** As it stands, for reading. */
  get(id: string): Promise<Question> {
    return this.transactions.run(({ manager }) => this.load(manager, id, false));
  }

  private once<T>(cause: Cause | undefined, work: (tx: Transaction) => Promise<T>): Promise<T | undefined> {
    return cause ? this.transactions.runOnce(cause, work) : this.transactions.run(work);
  }

  private async load(manager: EntityManager, id: string, forUpdate: boolean): Promise<Question> {
    if (!id) throw new Error('A question without an id is asked for.');
    const lock = forUpdate ? ({ mode: 'pessimistic_write' } as const) : undefined;
    const question = await manager.findOne(Question, { where: { id }, ...(lock ? { lock } : {}) });
    if (!question) throw new NotFound('question');
    question.holdings = await manager.find(Holding, {
      where: { questionId: id },
      order: { institutionId: 'ASC' },
    });
    question.referrals = await manager.find(Referral, { where: { questionId: id }, order: { hop: 'ASC' } });
    return question;
  }

  private async written(manager: EntityManager, question: Question): Promise<void> {
    const { lines, messages } = question.takeWritten();
    if (lines.length) await manager.insert(HistoryLine, lines);
    if (messages.length) await manager.insert(Message, messages);
  }
}

/** The database lets one library have it New at any moment, so whoever had it before gives it up first. */
const newLast = (holdings: readonly Holding[]): Holding[] =>
  [...holdings].sort((a, b) => Number(a.status === 'new') - Number(b.status === 'new'));
