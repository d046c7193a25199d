import { mailboxKey, mailboxSpellings } from '@carrel/kernel';
import { newId, Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { KeptAttachment } from '../domain/attachments.js';
import { IncomingMail } from '../domain/incoming-mail.js';

/** How many questions a sender may ask a library since then. */
export interface QuestionsOfSender {
  readonly sender: string;
  readonly institutionId: string;
  readonly since: Date;
  readonly atMost: number;
}

@Injectable()
export class IncomingMails {
  constructor(private readonly transactions: Transactions) {}

  /** Stores a mail with its bytes and the job that reads it, or finds that it is here already. */
  async arrive(tx: Transaction, mail: IncomingMail, raw: Buffer): Promise<boolean> {
    const { id, sequence, fingerprint, door, envelopeSender, recipient, size, arrivedAt, status } = mail;
    const values = [id, sequence, fingerprint, door, envelopeSender, recipient, size, arrivedAt, status];
    const stored = await tx.manager.query<unknown[]>(
      `INSERT INTO incoming_mails (id, sequence, fingerprint, door, envelope_sender, recipient, size, arrived_at, status)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (fingerprint) DO NOTHING RETURNING id`,
      values,
    );
    if (stored.length === 0) return false;
    await tx.manager.query('INSERT INTO incoming_raws (mail_id, raw) VALUES ($1, $2)', [id, raw]);
    await this.readLater(tx, id);
    return true;
  }

  async readLater(tx: Transaction, mailId: string): Promise<void> {
    await tx.job('read-mail', { mailId }, { key: `read-mail:${mailId}` });
  }

  /** Locks, decides, saves row and events; undefined when there is none of this id. */
  change<T>(
    id: string,
    decide: (mail: IncomingMail, tx: Transaction) => T | Promise<T>,
  ): Promise<T | undefined> {
    return this.transactions.run(async (tx) => {
      const mail = await tx.manager.findOne(IncomingMail, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!mail) return undefined;
      const result = await decide(mail, tx);
      await tx.manager.save(mail);
      await tx.publish(mail);
      return result;
    });
  }

  /**
   * Counts a mail among the questions that its sender has asked the library since then, unless there are as many as may
   * be. Mails of one sender are counted one after another.
   */
  takeAsQuestion(
    id: string,
    { sender, institutionId, since, atMost }: QuestionsOfSender,
  ): Promise<boolean | undefined> {
    return this.transactions.run(async ({ manager }) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `questions of ${mailboxKey(sender)} to ${institutionId}`,
      ]);
      return this.change(id, async (mail) => {
        if (mail.status !== 'arrived') return false;
        const [asked] = await manager.query<{ count: number }[]>(
          `SELECT count(*)::int AS count FROM incoming_mails WHERE lower(sender) = ANY($1)
             AND institution_id = $2 AND outcome = 'question' AND arrived_at >= $3 AND id <> $4`,
          [mailboxSpellings(sender), institutionId, since, id],
        );
        if (mail.outcome !== 'question' && asked!.count >= atMost) return false;
        mail.asksQuestion(institutionId);
        return true;
      });
    });
  }

  /** Each attachment apart, under a safe name; what is not given out is named only, and stays in the original. */
  async attach(
    { manager }: Transaction,
    mailId: string,
    attachments: readonly KeptAttachment[],
  ): Promise<void> {
    for (const [index, { name, mediaType, size, content, refusal }] of attachments.entries()) {
      const at = index + 1;
      const bytes = content && Buffer.from(content);
      await manager.query(
        `INSERT INTO incoming_attachments (id, mail_id, at, name, media_type, size, content, refusal)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (mail_id, at) DO NOTHING`,
        [newId(), mailId, at, name, mediaType.slice(0, 100), size, bytes, refusal],
      );
    }
  }

  /** The bytes: those of the mail, and with everything else those of its attachments. */
  async forgetBytes(
    { manager }: Transaction,
    ids: readonly string[],
    extent: 'identity' | 'everything',
  ): Promise<void> {
    await manager.query('DELETE FROM incoming_raws WHERE mail_id = ANY($1)', [ids]);
    if (extent === 'everything')
      await manager.query('DELETE FROM incoming_attachments WHERE mail_id = ANY($1)', [ids]);
  }
}
