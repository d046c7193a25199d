import { mailboxSpellings } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, MoreThan } from 'typeorm';
import { Delivery } from '../domain/delivery.js';

const notArrived = `'bounced', 'failed', 'suppressed'`;

/** The last mail to one patron that did not arrive. */
export interface Undelivered {
  readonly id: string;
  readonly address: string;
  readonly questionId: string | null;
  readonly lastReply: string | null;
}

/** A mail to a patron, with the first part of its text. */
export interface PatronsMail {
  readonly id: string;
  readonly message: string;
  readonly questionId: string | null;
  readonly status: string;
  readonly subject: string | null;
  readonly text: string | null;
  /** How many the whole text has. */
  readonly letters: number | null;
  readonly at: Date;
}

const wholeText = `(content->>'text')`;

/** What lists show: never the mail's words and files, of which one mail may have megabytes. */
const listed = [
  ...(['id', 'message', 'to', 'toPatron', 'status', 'institutionId', 'questionId', 'sessionId'] as const),
  ...(['queuedAt', 'sentAt', 'attempts', 'nextTryAt', 'lastReply', 'resends'] as const),
];
const columns = Object.fromEntries(listed.map((name) => [name, true]));
/** A mail as lists show it. */
export type ListedDelivery = Pick<Delivery, (typeof listed)[number]>;

const unsettled = ['uncertain', 'bounced', 'failed', 'suppressed'] as const;

@Injectable()
export class DeliveriesQueries {
  constructor(private readonly db: DataSource) {}

  async one(id: string): Promise<Delivery | undefined> {
    return (await this.db.manager.findOne(Delivery, { where: { id } })) ?? undefined;
  }

  /** One more than asked for when there is more; of the text so many letters. */
  ofPatron(
    institutionId: string,
    email: string,
    after: string | null,
    { limit, letters }: { limit: number; letters: number },
  ): Promise<PatronsMail[]> {
    return this.db.query(
      `SELECT id, message, question_id AS "questionId", status, content->>'subject' AS subject,
         left(${wholeText}, $5) AS text, length(${wholeText}) AS letters, coalesce(sent_at, queued_at) AS at
       FROM deliveries WHERE institution_id = $1 AND lower(recipient) = ANY($2) AND to_patron
         AND ($3::uuid IS NULL OR id > $3)
       ORDER BY id LIMIT $4`,
      [institutionId, mailboxSpellings(email), after, limit + 1, letters],
    );
  }

  /** So many letters of a mail's text after those before; null once its words are gone. */
  async textOf(
    id: string,
    after: number,
    letters: number,
  ): Promise<{ text: string; letters: number } | null> {
    const [row] = await this.db.query<{ text: string; letters: number }[]>(
      `SELECT substr(${wholeText}, $2 + 1, $3) AS text, length(${wholeText}) AS letters
       FROM deliveries WHERE id = $1 AND content IS NOT NULL`,
      [id, after, letters],
    );
    return row ?? null;
  }

  /**
   * Patrons of the library whose mail did not get through, by the last such mail to each, the newest first. Which of
   * the addresses are suppressed the keyed hashes decide.
   */
  undelivered(institutionId: string, before: string | null, limit: number): Promise<Undelivered[]> {
    return this.db.query(
      `SELECT d.id, d.recipient AS address, d.question_id AS "questionId", d.last_reply AS "lastReply"
       FROM deliveries d
       WHERE d.institution_id = $1 AND d.to_patron AND d.status IN (${notArrived}) AND d.recipient IS NOT NULL
         AND ($2::uuid IS NULL OR d.id < $2)
         AND NOT EXISTS (SELECT FROM deliveries l WHERE l.institution_id = d.institution_id AND l.to_patron
           AND lower(l.recipient) = lower(d.recipient) AND l.id > d.id AND l.status IN (${notArrived}))
       ORDER BY d.id DESC LIMIT $3`,
      [institutionId, before, limit],
    );
  }

  /** Whether a patron of the library was ever written to at this address. */
  async hasWrittenTo(institutionId: string, address: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      'SELECT FROM deliveries WHERE institution_id = $1 AND lower(recipient) = ANY($2) AND to_patron LIMIT 1',
      [institutionId, mailboxSpellings(address)],
    );
    return rows.length > 0;
  }

  /** What did not get through and waits for a person, the newest first. */
  unsettled(institutionId: string, before: string | undefined, limit: number): Promise<ListedDelivery[]> {
    return this.db.manager.find(Delivery, {
      select: columns,
      where: { institutionId, status: In(unsettled), ...(before ? { id: LessThan(before) } : {}) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }

  /** Mails about a question, oldest first; one more than asked for when there is more. */
  ofQuestion(questionId: string, after: string | undefined, limit: number): Promise<ListedDelivery[]> {
    return this.db.manager.find(Delivery, {
      select: columns,
      where: { questionId, ...(after ? { id: MoreThan(after) } : {}) },
      order: { id: 'ASC' },
      take: limit + 1,
    });
  }
}
