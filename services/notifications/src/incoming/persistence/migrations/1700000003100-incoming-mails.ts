import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IncomingMails1700000003100 implements MigrationInterface {
  readonly name = 'IncomingMails1700000003100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE incoming_mails (
        id uuid PRIMARY KEY, sequence integer NOT NULL, fingerprint text NOT NULL UNIQUE, door text NOT NULL,
        envelope_sender text, recipient text NOT NULL, size integer NOT NULL, arrived_at timestamptz(3) NOT NULL,
        status text NOT NULL, outcome text, reason text, matched_by text, institution_id uuid, question_id uuid,
        referral_id uuid, delivery_id uuid, message_id text, sender text, sender_name text, subject text, text text,
        whole_text text, decided_by uuid, decided_at timestamptz(3), erased_at timestamptz(3));
      CREATE INDEX incoming_mails_listed ON incoming_mails (institution_id, status, id DESC);
      CREATE INDEX incoming_mails_of_nobody ON incoming_mails (status, id DESC) WHERE institution_id IS NULL;
      CREATE INDEX incoming_mails_by_question ON incoming_mails (question_id, id) WHERE question_id IS NOT NULL;
      CREATE INDEX incoming_mails_by_message ON incoming_mails (message_id) WHERE message_id IS NOT NULL;
      CREATE INDEX incoming_mails_by_sender ON incoming_mails (lower(sender), arrived_at) WHERE sender IS NOT NULL;
      CREATE INDEX incoming_mails_left ON incoming_mails (arrived_at) WHERE status = 'arrived';
      CREATE INDEX incoming_mails_kept ON incoming_mails (arrived_at)
        WHERE erased_at IS NULL AND status NOT IN ('arrived', 'joined');
      CREATE TABLE incoming_raws (
        mail_id uuid PRIMARY KEY REFERENCES incoming_mails ON DELETE CASCADE, raw bytea NOT NULL);
      CREATE TABLE incoming_attachments (
        id uuid PRIMARY KEY, mail_id uuid NOT NULL REFERENCES incoming_mails ON DELETE CASCADE, at integer NOT NULL,
        name text NOT NULL, media_type text NOT NULL, size integer NOT NULL, content bytea, refusal text,
        UNIQUE (mail_id, at));
      ALTER TABLE incoming_raws ALTER COLUMN raw SET STORAGE EXTERNAL;
      ALTER TABLE incoming_attachments ALTER COLUMN content SET STORAGE EXTERNAL;
      CREATE TABLE soft_bounces (
        address_hash text PRIMARY KEY, count integer NOT NULL, last_at timestamptz(3) NOT NULL)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE soft_bounces, incoming_attachments, incoming_raws, incoming_mails');
  }
}
