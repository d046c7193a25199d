import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhook endpoints and what is on its way to them. */
export class Webhooks1700000004100 implements MigrationInterface {
  readonly name = 'Webhooks1700000004100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE webhook_endpoints (
        id uuid PRIMARY KEY, sequence integer NOT NULL,
        owner_kind text NOT NULL CHECK (owner_kind IN ('institution', 'group')), owner_id uuid NOT NULL,
        url text NOT NULL, description text NOT NULL, events text[], enabled boolean NOT NULL,
        disabled_because text, secret text NOT NULL, previous_secret text, previous_until timestamptz(3),
        failures integer NOT NULL, failing_since timestamptz(3), next_try_at timestamptz(3),
        trying_since timestamptz(3), created_at timestamptz(3) NOT NULL);
      CREATE INDEX webhook_endpoints_by_owner ON webhook_endpoints (owner_id, id);
      CREATE TABLE webhook_deliveries (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE,
        endpoint_id uuid NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
        event_id uuid NOT NULL, name text NOT NULL, body text,
        status text NOT NULL CHECK (status IN ('queued', 'delivered', 'dead')), attempts integer NOT NULL DEFAULT 0,
        last_status integer, last_error text, queued_at timestamptz(3) NOT NULL, tried_at timestamptz(3),
        ended_at timestamptz(3), CHECK (status = 'delivered' OR body IS NOT NULL));
      CREATE UNIQUE INDEX webhook_deliveries_queued ON webhook_deliveries (endpoint_id, event_id) WHERE status = 'queued';
      CREATE INDEX webhook_deliveries_next ON webhook_deliveries (endpoint_id, position) WHERE status = 'queued';
      CREATE INDEX webhook_deliveries_by_endpoint ON webhook_deliveries (endpoint_id, id);
      CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (ended_at) WHERE status <> 'queued'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE webhook_deliveries, webhook_endpoints');
  }
}
