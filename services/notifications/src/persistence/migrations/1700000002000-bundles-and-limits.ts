import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BundlesAndLimits1700000002000 implements MigrationInterface {
  readonly name = 'BundlesAndLimits1700000002000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE deliveries ADD COLUMN bundle text, ADD COLUMN carried_by uuid, ADD COLUMN author_id uuid,
        ADD COLUMN resends jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_check;
      ALTER TABLE deliveries ADD CONSTRAINT deliveries_content
        CHECK (status NOT IN ('queued', 'retrying') OR content IS NOT NULL) NOT VALID;
      CREATE INDEX deliveries_by_bundle ON deliveries (bundle, lower(recipient)) WHERE bundle IS NOT NULL;
      CREATE INDEX deliveries_carried ON deliveries (carried_by) WHERE carried_by IS NOT NULL;
      CREATE INDEX deliveries_waiting ON deliveries (institution_id) WHERE status IN ('queued', 'retrying');
      CREATE INDEX deliveries_unsettled ON deliveries (institution_id, id)
        WHERE status IN ('uncertain', 'bounced', 'failed', 'suppressed');
      CREATE TABLE recipient_limits (
        address_hash text NOT NULL, kind text NOT NULL, at timestamptz(3) NOT NULL);
      CREATE INDEX recipient_limits_lately ON recipient_limits (address_hash, kind, at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE recipient_limits;
      DROP INDEX deliveries_by_bundle, deliveries_carried, deliveries_waiting, deliveries_unsettled;
      UPDATE deliveries SET content = NULL WHERE status NOT IN ('queued', 'retrying');
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_content;
      ALTER TABLE deliveries ADD CONSTRAINT deliveries_check
        CHECK ((status IN ('queued', 'retrying')) = (content IS NOT NULL)) NOT VALID;
      ALTER TABLE deliveries DROP COLUMN bundle, DROP COLUMN carried_by,
        DROP COLUMN author_id, DROP COLUMN resends`);
  }
}
