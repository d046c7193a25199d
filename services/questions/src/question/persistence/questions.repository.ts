import { NotFound } from '@carrel/kernel';
import { keyOf, Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Holding } from '../domain/holding.js';
import type { Patron } from '../domain/opening.js';
import { Question } from '../domain/question.js';
import { HistoryLine, Message } from '../domain/history.js';
import { Referral } from '../domain/referral.js';
import { Erased } from '../domain/refusals.js';
import type { KnownPatron } from '../../patron/domain/patron.js';
import { Patrons } from '../../patron/persistence/patrons.repository.js';
import { PatronWords } from './patron-words.js';
import { QuestionInsert, type Along } from './question-insert.js';
import { SearchWords } from './search-words.js';

/** The event being handled; its effect happens once. */
type Cause = { readonly id: string };
/** Who asked, and what was said and noted during the chat, when there was one. */
export interface QuestionOrigin extends Along {
  readonly institutionId: string;
  readonly patron: Patron;
  readonly now: Date;
  readonly cause?: Cause;
}

@Injectable()
export class Questions {
  constructor(
    private readonly transactions: Transactions,
    private readonly patrons: Patrons,
    private readonly inserts: QuestionInsert,
    private readonly words: SearchWords,
    private readonly names: PatronWords,
  ) {}

  /** The patron's record and the question that is opened for it; undefined when the cause was handled before. */
  add(asked: QuestionOrigin, open: (known: KnownPatron | null) => Question): Promise<Question | undefined> {
    const { institutionId, patron, now, languages, chat, cause } = asked;
    const began = async (tx: Transaction) => {
      const question = open(await this.patrons.meet(tx, institutionId, patron, now));
      await this.inserts.write(tx.manager, question, question.takeWritten(), { chat, languages });
      await tx.publish(question);
      return question;
    };
    return cause
      ? this.transactions.runOnceForLibrary(institutionId, cause, began)
      : this.transactions.forLibrary(institutionId, began);
  }

  /** Locks the question, lets it decide, saves it with its history, messages and events, or nothing. */
  change<T>(id: string, decide: (question: Question) => T): Promise<T> {
    return this.changeAll([id], ([question]) => decide(question!));
  }

  /** The same of two questions at once (row 54). */
  changeBoth<T>(one: string, other: string, decide: (one: Question, other: Question) => T): Promise<T> {
    // A question and itself are one row.
    const ids = one === other ? [one] : [one, other];
    return this.changeAll(ids, ([first, second]) => decide(first!, second ?? first!));
  }

  /** Makes another question of one, in the transaction that changes it (row 55). */
  split(id: string, decide: (question: Question) => Question): Promise<Question> {
    return this.transactions.run(async (tx) => {
      const opened = await this.change(id, decide);
      await this.inserts.write(tx.manager, opened, opened.takeWritten());
      await tx.publish(opened);
      return opened;
    });
  }

  private changeAll<T>(ids: readonly string[], decide: (questions: Question[]) => T): Promise<T> {
    return this.transactions.run(async (tx) => {
      const locked = new Map<string, Question>();
      // In one order everywhere, so that two transactions never wait for each other.
      for (const id of [...ids].sort()) locked.set(id, await this.load(tx.manager, id, true));
      const questions = ids.map((id) => locked.get(id)!);
      if (questions.some(({ erasedAt }) => erasedAt)) throw new Erased();
      const names = questions.map(({ patronName }) => patronName);
      const result = decide(questions);
      for (const [n, question] of questions.entries()) {
        await this.save(tx, question);
        if (question.patronName !== names[n])
          await this.names.put(tx.manager, question.id, question.patronName);
      }
      return result;
    });
  }

  private async save(tx: Transaction, question: Question): Promise<void> {
    await tx.manager.upsert(Question, question, ['id']);
    await tx.manager.upsert(Holding, newLast(question.holdings), ['questionId', 'institutionId']);
    if (question.referrals.length) await tx.manager.upsert(Referral, question.referrals, ['id']);
    await this.written(tx.manager, question);
    await tx.publish(question);
  }

  /** As it stands, for reading. */
  get(id: string): Promise<Question> {
    return this.transactions.snapshot(({ manager }) => this.load(manager, id, false));
  }

  private async load(manager: EntityManager, id: string, forUpdate: boolean): Promise<Question> {
    keyOf(id, 'a question');
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
    if (!messages.length) return;
    await manager.insert(Message, messages);
    const words = messages.filter(({ kind }) => kind !== 'quality').map(({ text }) => text);
    if (words.length) await this.words.add(manager, question.id, question.homeInstitutionId, words.join(' '));
  }
}

/** The database lets one library have it New at any moment, so whoever had it before gives it up first. */
const newLast = (holdings: readonly Holding[]): Holding[] =>
  [...holdings].sort((a, b) => Number(a.status === 'new') - Number(b.status === 'new'));
