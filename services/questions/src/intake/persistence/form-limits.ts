import { Statements } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

/** Rate limit of one library's web form, in questions a minute from all senders (F28). */
export const formsAMinute = 300;
const minuteMs = 60_000;

/** Counts what each library's form takes; beside the action's transaction, so that a refusal counts too. */
@Injectable()
export class FormLimits {
  constructor(private readonly statements: Statements) {}

  /** Seconds to wait, or, when there is room, the number of the question that comes. */
  async take(institutionId: string, now: Date): Promise<{ wait: number } | { number: string }> {
    const [row] = await this.statements.read<{ points: number; expire: string; number: string }>(
      `INSERT INTO rate_limits AS r (key, points, expire) VALUES ($1, 1, $2::bigint + $3::bigint)
       ON CONFLICT (key) DO UPDATE SET
         points = CASE WHEN r.expire <= $2 THEN 1 ELSE r.points + 1 END,
         expire = CASE WHEN r.expire <= $2 THEN excluded.expire ELSE r.expire END
       RETURNING points, expire, nextval('question_numbers') AS number`,
      [`questions:form:${institutionId}`, now.getTime(), minuteMs],
    );
    if (row!.points <= formsAMinute) return { number: row!.number };
    return { wait: Math.max(1, Math.ceil((Number(row!.expire) - now.getTime()) / 1000)) };
  }
}
