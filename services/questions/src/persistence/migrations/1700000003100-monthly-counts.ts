import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Months are sums of days, kept by the database itself so that no writer of days can forget them (ADR 9). */
export class MonthlyCounts1700000003100 implements MigrationInterface {
  readonly name = 'MonthlyCounts1700000003100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE statistics_monthly (
        dimension text NOT NULL, institution_id uuid NOT NULL, month date NOT NULL, value text NOT NULL,
        count integer NOT NULL, PRIMARY KEY (dimension, month, institution_id, value) INCLUDE (count));
      CREATE FUNCTION statistics_months() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          INSERT INTO statistics_monthly AS m (dimension, month, institution_id, value, count)
          SELECT dimension, date_trunc('month', day)::date, institution_id, value, sum(count)
          FROM added GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
          ON CONFLICT (dimension, month, institution_id, value) DO UPDATE SET count = m.count + excluded.count;
        ELSIF TG_OP = 'UPDATE' THEN
          INSERT INTO statistics_monthly AS m (dimension, month, institution_id, value, count)
          SELECT dimension, date_trunc('month', day)::date, institution_id, value, sum(count) FROM (
            SELECT dimension, day, institution_id, value, count FROM added
            UNION ALL SELECT dimension, day, institution_id, value, -count FROM removed) changes
          GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0 ORDER BY 1, 2, 3, 4
          ON CONFLICT (dimension, month, institution_id, value) DO UPDATE SET count = m.count + excluded.count;
        ELSE
          UPDATE statistics_monthly m SET count = m.count - gone.count FROM (
            SELECT dimension, date_trunc('month', day)::date AS month, institution_id, value, sum(count) AS count
            FROM removed GROUP BY 1, 2, 3, 4) gone
          WHERE (m.dimension, m.month, m.institution_id, m.value) =
            (gone.dimension, gone.month, gone.institution_id, gone.value);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER months_of_added AFTER INSERT ON statistics_daily REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION statistics_months();
      CREATE TRIGGER months_of_changed AFTER UPDATE ON statistics_daily
        REFERENCING OLD TABLE AS removed NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION statistics_months();
      CREATE TRIGGER months_of_removed AFTER DELETE ON statistics_daily REFERENCING OLD TABLE AS removed
        FOR EACH STATEMENT EXECUTE FUNCTION statistics_months();
      INSERT INTO statistics_monthly (dimension, month, institution_id, value, count)
        SELECT dimension, date_trunc('month', day)::date, institution_id, value, sum(count)
        FROM statistics_daily GROUP BY 1, 2, 3, 4`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER months_of_added ON statistics_daily;
      DROP TRIGGER months_of_changed ON statistics_daily;
      DROP TRIGGER months_of_removed ON statistics_daily;
      DROP FUNCTION statistics_months;
      DROP TABLE statistics_monthly`);
  }
}
