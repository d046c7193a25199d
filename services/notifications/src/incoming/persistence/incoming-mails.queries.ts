import { mailboxSpellings } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { IncomingMail, type IncomingStatus } from '../domain/incoming-mail.js';
import type { EarlierMail, SentMail } from '../domain/threading.js';

export interface StoredAttachment {
  readonly id: string;
  readonly mailId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** Why it is not given out. */
  readonly refusal: string | null;
}
/** Which mails a list shows; an institution of null stands for those that no library is known for. */
export type Listed = { readonly institutionId: string | null } | { readonly questionId: string };

/** A page of mails as they are read from the database. */
export interface ListedMails {
  readonly mails: IncomingMail[];
  /** Older ones are left. */
  readonly more: boolean;
}
/** What the texts of a page have at most, in bytes; a mail's own may have more. */
const LIST_BYTES = 2_000_000;

const sent = `d.id AS "deliveryId", d.recipient, d.to_patron AS "toPatron", d.referral_id AS "referralId",
  coalesce(d.question_id, (SELECT s.question_id FROM session_questions s WHERE s.session_id = d.session_id)) AS "questionId",
  d.institution_id AS "institutionId"`;
const attachment = `id, mail_id AS "mailId", name, media_type AS "mediaType", size, refusal`;

/** Reads of incoming and outgoing mail beside the aggregates. */
@Injectable()
export class IncomingMailsQueries {
  constructor(private readonly db: DataSource) {}

  async get(id: string): Promise<IncomingMail | undefined> {
    return (await this.db.manager.findOneBy(IncomingMail, { id })) ?? undefined;
  }

  async raw(mailId: string): Promise<Buffer | undefined> {
    const [row] = await this.db.query<{ raw: Buffer }[]>('SELECT raw FROM incoming_raws WHERE mail_id = $1', [
      mailId,
    ]);
    return row?.raw;
  }

  /** Newest first: as many as asked for, fewer where their texts are long, at least one; whether there are more. */
  async list(
    listed: Listed,
    statuses: readonly IncomingStatus[],
    before: string | undefined,
    limit: number,
  ): Promise<ListedMails> {
    const [place, of] =
      'questionId' in listed
        ? ['question_id = $4', listed.questionId]
        : [
            listed.institutionId === null
              ? 'institution_id IS NULL AND $4::uuid IS NULL'
              : 'institution_id = $4',
            listed.institutionId,
          ];
    const sized = await this.db.query<{ id: string; bytes: string }[]>(
      `SELECT id, sum(octet_length(coalesce(text, '')) + 2 * octet_length(coalesce(whole_text, '')))
         OVER (ORDER BY id DESC) AS bytes
       FROM (SELECT id, text, whole_text FROM incoming_mails
         WHERE status = ANY($1) AND ($2::uuid IS NULL OR id < $2) AND ${place} ORDER BY id DESC LIMIT $3 + 1) m
       ORDER BY id DESC`,
      [statuses, before ?? null, limit, of],
    );
    const fitting = sized.slice(0, limit).filter(({ bytes }, n) => n === 0 || Number(bytes) <= LIST_BYTES);
    const mails = await this.db.manager.find(IncomingMail, {
      where: { id: In(fitting.map(({ id }) => id)) },
      order: { id: 'DESC' },
    });
    return { mails, more: sized.length > fitting.length };
  }

  attachmentsOf(mailIds: readonly string[]): Promise<StoredAttachment[]> {
    return this.db.query(
      `SELECT ${attachment} FROM incoming_attachments WHERE mail_id = ANY($1) ORDER BY mail_id, at`,
      [mailIds],
    );
  }

  async attachment(
    mailId: string,
    id: string,
  ): Promise<(StoredAttachment & { content: Buffer | null }) | undefined> {
    const [row] = await this.db.query<(StoredAttachment & { content: Buffer | null })[]>(
      `SELECT ${attachment}, content FROM incoming_attachments WHERE mail_id = $1 AND id = $2`,
      [mailId, id],
    );
    return row;
  }

  /** The mail of ours with this id. */
  async delivery(id: string): Promise<SentMail | undefined> {
    const [row] = await this.db.query<SentMail[]>(`SELECT ${sent} FROM deliveries d WHERE d.id = $1`, [id]);
    return row;
  }

  /** Mails of ours with these message ids, in their order. */
  sent(messageIds: readonly string[]): Promise<SentMail[]> {
    if (messageIds.length === 0) return Promise.resolve([]);
    return this.db.query(
      `SELECT ${sent} FROM deliveries d WHERE d.message_id = ANY($1) ORDER BY array_position($1, d.message_id)`,
      [messageIds],
    );
  }

  /** Mails from outside with these message ids that belong to a question. */
  earlier(messageIds: readonly string[]): Promise<EarlierMail[]> {
    if (messageIds.length === 0) return Promise.resolve([]);
    return this.db.query(
      `SELECT question_id AS "questionId", referral_id AS "referralId", sender FROM incoming_mails
       WHERE message_id = ANY($1) AND status = 'joined' AND question_id IS NOT NULL
       ORDER BY array_position($1, message_id)`,
      [messageIds],
    );
  }

  /** Whom we wrote to about a question for advice. */
  advisersOf(questionId: string): Promise<{ address: string; referralId: string }[]> {
    return this.db.query(
      `SELECT DISTINCT recipient AS address, referral_id AS "referralId" FROM deliveries
       WHERE question_id = $1 AND referral_id IS NOT NULL AND recipient IS NOT NULL`,
      [questionId],
    );
  }

  /** Whether the patron was ever asked something about the question, and may answer. */
  async hasAsked(questionId: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      `SELECT FROM deliveries WHERE question_id = $1 AND message = 'clarification-request' LIMIT 1`,
      [questionId],
    );
    return rows.length > 0;
  }

  /** Mails whose processing job failed for good or was lost. */
  async left(before: Date, limit: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT id FROM incoming_mails WHERE status = 'arrived' AND arrived_at < $1 ORDER BY arrived_at LIMIT $2`,
      [before, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Libraries that have mail which joined nothing; null for the mail of no known library. */
  async librariesWithLoose(): Promise<(string | null)[]> {
    const rows = await this.db.query<{ id: string | null }[]>(
      `SELECT DISTINCT institution_id AS id FROM incoming_mails
       WHERE erased_at IS NULL AND status NOT IN ('arrived', 'joined')`,
    );
    return rows.map(({ id }) => id);
  }

  /** Mail that joined nothing and came before then. What is noted in a question goes with that question. */
  async loose(institutionId: string | null, before: Date, limit: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT id FROM incoming_mails WHERE erased_at IS NULL AND status NOT IN ('arrived', 'joined')
         AND NOT (status = 'noted' AND question_id IS NOT NULL)
         AND institution_id IS NOT DISTINCT FROM $1::uuid AND arrived_at < $2 LIMIT $3`,
      [institutionId, before, limit],
    );
    return rows.map(({ id }) => id);
  }

  async ofQuestion(questionId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      'SELECT id FROM incoming_mails WHERE question_id = $1',
      [questionId],
    );
    return rows.map(({ id }) => id);
  }

  async fromSender(institutionId: string, address: string, limit: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT id FROM incoming_mails WHERE lower(sender) = ANY($2) AND institution_id = $1 AND erased_at IS NULL LIMIT $3`,
      [institutionId, mailboxSpellings(address), limit],
    );
    return rows.map(({ id }) => id);
  }
}
