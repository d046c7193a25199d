import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rotas with their versions, records of duties, requests for cover, and calendar links. */
export class Rota1700000003000 implements MigrationInterface {
  readonly name = 'Rota1700000003000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE rotas (
        id uuid PRIMARY KEY, sequence integer NOT NULL, version integer NOT NULL,
        watched_until timestamptz(3) NOT NULL, next_look_at timestamptz(3) NOT NULL);
      CREATE INDEX rotas_to_look_at ON rotas (next_look_at);
      CREATE TABLE rota_versions (
        group_id uuid NOT NULL REFERENCES rotas (id), version integer NOT NULL, effective_from date NOT NULL,
        plan jsonb NOT NULL, revised_at timestamptz(3) NOT NULL, revised_by uuid NOT NULL,
        PRIMARY KEY (group_id, version));

      CREATE TABLE duties (
        id uuid PRIMARY KEY, sequence integer NOT NULL, group_id uuid NOT NULL, lane text,
        from_at timestamptz(3) NOT NULL, to_at timestamptz(3) NOT NULL, checks jsonb NOT NULL,
        taken_over jsonb, gap_told_at timestamptz(3), CHECK (from_at < to_at));
      CREATE INDEX duties_by_group ON duties (group_id, from_at);

      CREATE TABLE covers (
        id uuid PRIMARY KEY, sequence integer NOT NULL, duty_id uuid NOT NULL, group_id uuid NOT NULL, lane text,
        from_at timestamptz(3) NOT NULL, to_at timestamptz(3) NOT NULL, institution_id uuid NOT NULL,
        asked_by uuid NOT NULL, asked_at timestamptz(3) NOT NULL, reason text, swap_for uuid[] NOT NULL,
        rung text NOT NULL, climbs_at jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('open', 'taken', 'withdrawn', 'lapsed')),
        taken_by_institution_id uuid, taken_by uuid, ended_at timestamptz(3), exchanged_duty_id uuid,
        CHECK ((status = 'open') = (ended_at IS NULL)),
        CHECK ((status = 'taken') = (taken_by_institution_id IS NOT NULL)));
      CREATE UNIQUE INDEX covers_open ON covers (duty_id) WHERE status = 'open';
      CREATE INDEX covers_by_group ON covers (group_id, id);

      CREATE TABLE duty_feeds (
        id uuid PRIMARY KEY, account_id uuid NOT NULL, institution_id uuid NOT NULL,
        token_hash text NOT NULL UNIQUE, created_at timestamptz(3) NOT NULL, revoked_at timestamptz(3));
      CREATE INDEX duty_feeds_by_account ON duty_feeds (account_id, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE duty_feeds, covers, duties, rota_versions, rotas');
  }
}
