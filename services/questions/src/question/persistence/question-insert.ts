import { Injectable } from '@nestjs/common';
import { Statements } from '@carrel/messaging';
import type { EntityManager } from 'typeorm';
import { Holding } from '../domain/holding.js';
import { Question } from '../domain/question.js';
import { HistoryLine, type Written } from '../domain/history.js';
import { nameVector } from './patron-words.js';
import type { SessionNote, TranscriptLine } from './questions.queries.js';
import { SearchWords } from './search-words.js';

export interface Chat {
  readonly lines: readonly TranscriptLine[];
  readonly notes: readonly SessionNote[];
}

/** Writes a whole new question by one statement: a web form is asked hundreds of times a second. */
@Injectable()
export class QuestionInsert {
  private text: string | undefined;

  constructor(
    private readonly statements: Statements,
    private readonly words: SearchWords,
  ) {}

  async write(manager: EntityManager, question: Question, { lines }: Written, chat?: Chat): Promise<void> {
    const { number, subject, text, homeInstitutionId } = question;
    const words = [number, subject, text, ...(chat?.lines ?? []).map((line) => line.text)];
    await this.statements.within(manager, (this.text ??= textOf(manager)), [
      JSON.stringify(rowsOf(manager, Question, [question])),
      JSON.stringify(rowsOf(manager, Holding, question.holdings)),
      JSON.stringify(rowsOf(manager, HistoryLine, lines)),
      await this.words.vectorOf(manager, homeInstitutionId, words.join(' ').slice(0, 400_000)),
      chat ? JSON.stringify(chat) : null,
      nameVector(question.patronName),
    ]);
  }
}

type Mapped = typeof Question | typeof Holding | typeof HistoryLine;

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
