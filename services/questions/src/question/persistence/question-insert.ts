import type { SettingValue } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import { searchVector } from '@carrel/kernel';
import { Statements } from '@carrel/messaging';
import type { EntityManager } from 'typeorm';
import { Holding } from '../domain/holding.js';
import { Question } from '../domain/question.js';
import { HistoryLine, Message, type Written } from '../domain/history.js';
import { nameVector } from './patron-words.js';
import type { SessionNote, TranscriptLine } from './questions.queries.js';
import { languagesOf, SearchWords } from './search-words.js';

interface Chat {
  readonly lines: readonly TranscriptLine[];
  readonly notes: readonly SessionNote[];
}

/** What a new question is written with besides itself. */
export interface Along {
  readonly chat?: Chat | undefined;
  /** The library's own (setting languages), where whoever asks has read them. */
  readonly languages?: SettingValue<'languages'> | undefined;
}

/** A new question with what was written and said of it, and what else it is to be found by. */
export interface WholeQuestion {
  readonly question: Question;
  readonly written: Written;
  readonly chat?: Chat;
  readonly words: string;
}

/** Writes a whole new question by one statement: a web form is asked hundreds of times a second. */
@Injectable()
export class QuestionInsert {
  private text: string | undefined;

  constructor(
    private readonly statements: Statements,
    private readonly words: SearchWords,
  ) {}

  async write(
    manager: EntityManager,
    question: Question,
    { lines }: Written,
    { chat, languages }: Along = {},
  ): Promise<void> {
    const { number, subject, text, homeInstitutionId } = question;
    const words = [number, subject, text, ...(chat?.lines ?? []).map((line) => line.text)];
    const stemmed = languages
      ? languagesOf(languages)
      : await this.words.languagesAt(manager, homeInstitutionId);
    await this.statements.within(manager, (this.text ??= textOf(manager)), [
      JSON.stringify(rowsOf(manager, Question, [question])),
      JSON.stringify(rowsOf(manager, Holding, question.holdings)),
      JSON.stringify(rowsOf(manager, HistoryLine, lines)),
      searchVector(words.join(' ').slice(0, 400_000), stemmed),
      chat ? JSON.stringify(chat) : null,
      nameVector(question.patronName),
    ]);
  }

  /** Many at once, of one library, with the messages that others already have. */
  async writeAll(
    manager: EntityManager,
    institutionId: string,
    whole: readonly WholeQuestion[],
  ): Promise<void> {
    const languages = await this.words.languagesAt(manager, institutionId);
    const questions = whole.map(({ question }) => question);
    const written = whole.map((each) => each.written);
    const rows = (entity: Mapped, values: readonly object[]) =>
      JSON.stringify(rowsOf(manager, entity, values));
    const messages = written.flatMap((each) => each.messages);
    const vectors = whole.map(
      ({ question: { number, subject, text }, written: { messages: said }, chat, words }) =>
        searchVector(
          [...[number, words, subject, text], ...[...(chat?.lines ?? []), ...said].map((each) => each.text)]
            .join(' ')
            .slice(0, 400_000),
          languages,
        ),
    );
    const holdings = questions.flatMap((question) => question.holdings);
    const lines = written.flatMap((each) => each.lines);
    await manager.query(inserting(manager, Question), [rows(Question, questions)]);
    await manager.query(inserting(manager, Holding), [rows(Holding, holdings)]);
    // One by one in the order they happened: histories are read by the number each line gets.
    await manager.query(inserting(manager, HistoryLine), [rows(HistoryLine, lines)]);
    if (messages.length) await manager.query(inserting(manager, Message), [rows(Message, messages)]);
    await manager.query(
      `INSERT INTO question_words (question_id, words) SELECT * FROM unnest($1::uuid[], $2::tsvector[])`,
      [questions.map(({ id }) => id), vectors],
    );
    const named = questions.filter(({ patronName }) => patronName !== null);
    if (named.length)
      await manager.query(
        `INSERT INTO patron_words (question_id, words) SELECT * FROM unnest($1::uuid[], $2::tsvector[])`,
        [named.map(({ id }) => id), named.map(({ patronName }) => nameVector(patronName))],
      );
    const chats = whole.flatMap(({ question, chat }) => (chat ? [{ id: question.id, ...chat }] : []));
    if (chats.length)
      await manager.query(
        `INSERT INTO transcripts (question_id, lines, notes)
         SELECT (r->>'id')::uuid, r->'lines', r->'notes' FROM jsonb_array_elements($1::jsonb) r`,
        [JSON.stringify(chats)],
      );
  }
}

type Mapped = typeof Question | typeof Holding | typeof HistoryLine | typeof Message;

const inserting = (manager: EntityManager, entity: Mapped): string => {
  const { tableName } = manager.connection.getMetadata(entity);
  const names = columnsOf(manager, entity)
    .map(({ databaseName }) => databaseName)
    .join(', ');
  return `INSERT INTO ${tableName} (${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::${tableName}, $1::jsonb)`;
};

const columnsOf = (manager: EntityManager, entity: Mapped) =>
  manager.connection
    .getMetadata(entity)
    .columns.filter(({ isGenerated }) => !isGenerated)
    .map(({ databaseName, propertyName }) => ({ databaseName, propertyName }));

const rowsOf = (manager: EntityManager, entity: Mapped, rows: readonly object[]) =>
  rows.map((row) =>
    Object.fromEntries(
      columnsOf(manager, entity).map(({ databaseName, propertyName }) => [
        databaseName,
        (row as Record<string, unknown>)[propertyName],
      ]),
    ),
  );

function textOf(manager: EntityManager): string {
  const insert = (entity: Mapped, value: string) => {
    const { tableName } = manager.connection.getMetadata(entity);
    const names = columnsOf(manager, entity).map(({ databaseName }) => databaseName);
    return `INSERT INTO ${tableName} (${names.join(', ')})
      SELECT ${names.join(', ')} FROM jsonb_populate_recordset(NULL::${tableName}, ${value}::jsonb) RETURNING 1`;
  };
  // Foreign keys are checked once the whole statement is done, so the parts may come in any order.
  return `WITH q AS (${insert(Question, '$1')}), h AS (${insert(Holding, '$2')}), l AS (${insert(HistoryLine, '$3')}),
    w AS (INSERT INTO question_words (question_id, words)
      SELECT (r->>'id')::uuid, $4::tsvector FROM jsonb_array_elements($1::jsonb) r RETURNING 1),
    t AS (INSERT INTO transcripts (question_id, lines, notes)
      SELECT (r->>'id')::uuid, $5::jsonb->'lines', $5::jsonb->'notes' FROM jsonb_array_elements($1::jsonb) r
      WHERE $5::jsonb IS NOT NULL RETURNING 1),
    p AS (INSERT INTO patron_words (question_id, words)
      SELECT (r->>'id')::uuid, $6::tsvector FROM jsonb_array_elements($1::jsonb) r WHERE $6 IS NOT NULL RETURNING 1)
    SELECT 1`;
}
