import { describe, expect, it } from '@jest/globals';
import { faultsOfMigration } from '../src/index.js';

const running = (sql: string, more: object = {}) => ({
  up: (db: { query(sql: string): Promise<unknown[]> }) => db.query(sql),
  ...more,
});
const rulesOf = async (sql: string, more: object = {}) =>
  (await faultsOfMigration(running(sql, more))).map((fault) => fault.split(':')[0]);

describe('A migration that replicas of the version before could not live with', () => {
  it.each([
    ['ALTER TABLE questions DROP COLUMN words', 'ban-drop-column'],
    ['DROP TABLE drafts', 'ban-drop-table'],
    ['ALTER TABLE questions RENAME COLUMN text TO words', 'renaming-column'],
    ['ALTER TABLE questions RENAME TO asked', 'renaming-table'],
    ['ALTER TABLE questions ALTER number TYPE numeric', 'changing-column-type'],
    ['ALTER TABLE questions ALTER subject SET NOT NULL', 'adding-not-nullable-field'],
    ['ALTER TABLE questions ADD seen timestamptz NOT NULL', 'adding-required-field'],
    ['ALTER TABLE questions ADD seen timestamptz DEFAULT clock_timestamp()', 'adding-field-with-default'],
    ['CREATE INDEX questions_by_topic ON questions (topic)', 'require-concurrent-index-creation'],
    ['DROP INDEX questions_due', 'require-concurrent-index-deletion'],
    ['ALTER TABLE questions ADD CONSTRAINT short CHECK (length(text) < 9)', 'constraint-missing-not-valid'],
    [
      'ALTER TABLE questions ADD CONSTRAINT known FOREIGN KEY (patron_id) REFERENCES patrons (id)',
      'adding-foreign-key-constraint',
    ],
    ['ALTER TABLE questions ADD CONSTRAINT once UNIQUE (subject)', 'disallowed-unique-constraint'],
    ['UPDATE questions SET subject = text', 'ban-row-changes'],
  ])('[promise 26] is refused: %s', async (sql, rule) => {
    expect(await rulesOf(sql)).toContain(rule);
  });

  it('[promise 26] passes when it says which version needs it no more, and not with less', async () => {
    const sql = 'ALTER TABLE questions DROP COLUMN words';
    const breaks = { 'ban-drop-column': 'read by nothing since 0.3, which fills question_words instead' };
    expect(await rulesOf(sql, { breaks })).toEqual([]);
    expect(
      await faultsOfMigration(running(sql, { breaks: { 'ban-drop-column': 'nobody needs it' } })),
    ).toEqual(['ban-drop-column: its reason must name the version that needs it no more']);
    expect(await rulesOf('SELECT 1', { breaks })).toEqual(['ban-drop-column']);
  });
});

describe('A migration that only adds', () => {
  it.each([
    'CREATE TABLE notes (id uuid PRIMARY KEY, text text NOT NULL); CREATE INDEX notes_text ON notes (text)',
    'ALTER TABLE questions ADD seen_at timestamptz',
    `ALTER TABLE questions ADD codes text[] NOT NULL DEFAULT '{}'`,
    'ALTER TABLE questions ADD CONSTRAINT short CHECK (length(text) < 9) NOT VALID',
  ])('[promise 26] passes: %s', async (sql) => {
    expect(await faultsOfMigration(running(sql))).toEqual([]);
  });

  it('[promise 26] builds its indexes concurrently, outside of a transaction', async () => {
    const sql = 'CREATE INDEX CONCURRENTLY questions_by_topic ON questions (topic)';
    expect(await rulesOf(sql, { transaction: false })).toEqual([]);
    expect(await rulesOf(sql)).toEqual(['ban-concurrent-index-creation-in-transaction']);
  });
});
