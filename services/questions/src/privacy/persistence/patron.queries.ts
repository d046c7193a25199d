import { mailboxSpellings } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What a patron answered to one survey: the choices and the words. */
export interface PatronsSurvey {
  readonly form: string;
  readonly at: string;
  readonly answers: Readonly<Record<string, unknown>>;
}
/** Everything one question holds of and for its patron. */
export interface PatronsQuestion {
  readonly id: string;
  readonly number: string;
  readonly askedAt: Date;
  readonly source: string;
  readonly patron: { readonly name: string | null; readonly email: string | null };
  readonly subject: string | null;
  readonly text: string;
  /** Numbers of the question where it goes on, and of the one of whose message it was a part (rows 54 and 55). */
  readonly goesOnAs: string | null;
  readonly splitFrom: string | null;
  readonly fields: readonly unknown[];
  readonly files: readonly { name: string; mediaType: string; bytes: number }[];
  readonly messages: readonly { kind: string; at: string; text: string; quoted: string }[];
  readonly transcript: readonly unknown[];
  /** About the answer; those about the chat stand with the chat. */
  readonly surveys: readonly PatronsSurvey[];
}

const survey = `json_build_object('form', s.form, 'at', s.answered_at, 'answers', s.answers || coalesce(
  (SELECT jsonb_object_agg(t.question, t.text) FROM survey_texts t WHERE t.response_id = s.id), '{}'))`;

@Injectable()
export class PatronQueries {
  constructor(private readonly db: DataSource) {}

  /**
   * A patron's questions at one library, oldest first, without their transcripts; what librarians noted among
   * themselves stays out.
   */
  page(
    institutionId: string,
    address: string,
    after: string | null,
    limit: number,
  ): Promise<Omit<PatronsQuestion, 'transcript'>[]> {
    return this.db.query(
      `SELECT q.id, q.number, q.created_at AS "askedAt", q.source, q.subject, q.text, q.fields,
         (SELECT number FROM questions o WHERE o.id = q.merged_into_id) AS "goesOnAs",
         (SELECT number FROM questions o WHERE o.id = q.split_from_id) AS "splitFrom",
         coalesce((SELECT json_agg(json_build_object('name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes)
           ORDER BY f.at) FROM (
             SELECT name, media_type, bytes, at FROM files WHERE question_id = q.id AND message_id IS NOT NULL
             UNION ALL SELECT name, media_type, bytes, at FROM mail_files WHERE question_id = q.id) f), '[]') AS files,
         json_build_object('name', q.patron_name, 'email', q.patron_email) AS patron,
         coalesce((SELECT json_agg(json_build_object('kind', m.kind, 'at', m.at, 'text', m.text, 'quoted', m.quoted) ORDER BY m.at)
           FROM messages m WHERE m.question_id = q.id AND m.kind NOT IN ('note', 'quality')), '[]') AS messages,
         coalesce((SELECT json_agg(${survey} ORDER BY s.answered_at)
           FROM survey_responses s WHERE s.subject_id = q.id), '[]') AS surveys
       FROM questions q WHERE q.home_institution_id = $1 AND q.patron_email IS NOT NULL
         AND lower(q.patron_email) = ANY($2) AND ($3::uuid IS NULL OR q.id > $3)
       ORDER BY q.id LIMIT $4`,
      [institutionId, mailboxSpellings(address), after, limit],
    );
  }

  async transcriptOf(questionId: string): Promise<readonly unknown[]> {
    const [row] = await this.db.query<{ lines: unknown[] }[]>(
      'SELECT lines FROM transcripts WHERE question_id = $1',
      [questionId],
    );
    return row?.lines ?? [];
  }

  /** Surveys about chats, by the session. */
  async surveysOf(sessionIds: readonly string[]): Promise<Map<string, PatronsSurvey[]>> {
    const rows = await this.db.query<{ id: string; surveys: PatronsSurvey[] }[]>(
      `SELECT s.subject_id AS id, json_agg(${survey} ORDER BY s.answered_at) AS surveys
       FROM survey_responses s WHERE s.subject_id = ANY($1::uuid[]) GROUP BY 1`,
      [sessionIds],
    );
    return new Map(rows.map(({ id, surveys }) => [id, surveys]));
  }
}
