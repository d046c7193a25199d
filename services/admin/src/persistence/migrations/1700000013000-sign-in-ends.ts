import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sign-ins publish their end and say where they are used; a deactivation by the operator is the operator's to undo. */
export class SignInEnds1700000013000 implements MigrationInterface {
  readonly name = 'SignInEnds1700000013000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE sign_ins ADD sequence integer NOT NULL DEFAULT 0, ADD device text, ADD last_used_at timestamptz(3);
      ALTER TABLE sign_ins DROP CONSTRAINT sign_ins_ended_because_check;
      ALTER TABLE accounts ADD deactivated_by_operator boolean NOT NULL DEFAULT false`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE accounts DROP deactivated_by_operator;
      UPDATE sign_ins SET ended_because = 'logout' WHERE ended_because IN ('ended-by-owner', 'role-removed', 'library-closed');
      ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_ended_because_check
        CHECK (ended_because IN ('logout', 'reuse', 'deactivated', 'password-changed'));
      ALTER TABLE sign_ins DROP last_used_at, DROP device, DROP sequence`);
  }
}
