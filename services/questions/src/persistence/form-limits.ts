import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** So many questions a minute from one library's web form, whoever sends them (F28). */
export const formsAMinute = 300;
const minuteMs = 60_000;

/** Counts what each library's form takes; beside the action's transaction, so that a refusal counts too. */
@Injectable()
export class FormLimits {
  constructor(private readonly db: DataSource) {}

  /** Seconds to wait, or nothing when there is room. */
  async take(institutionId: string, now: Date): Promise<number | undefined> {
    const [row] = await this.db.query<{ points: number; expire: string }[]>(
      `INSERT INTO rate_limits AS r (key, points, expire) VALUES ($1, 1, $2::bigint + $3::bigint)
       ON CONFLICT (key) DO UPDATE SET
         points = CASE WHEN r.expire <= $2 THEN 1 ELSE r.points + 1 END,
         expire = CASE WHEN r.expire <= $2 THEN excluded.expire ELSE r.expire END
       RETURNING points, expire`,
      [`questions:form:${institutionId}`, now.getTime(), minuteMs],
    );
    if (row!.points <= formsAMinute) return undefined;
    return Math.max(1, Math.ceil((Number(row!.expire) - now.getTime()) / 1000));
  }
}
