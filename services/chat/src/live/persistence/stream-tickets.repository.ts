import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const LIVES_SECONDS = 60;

/** Tickets that open one stream once, for clients that cannot send headers (EventSource). */
@Injectable()
export class StreamTickets {
  constructor(private readonly db: DataSource) {}

  async issue(holder: object): Promise<{ ticket: string; expiresIn: number }> {
    const ticket = `st_${randomBytes(32).toString('base64url')}`;
    await this.db.query(
      `INSERT INTO stream_tickets (hash, holder, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))`,
      [hashOf(ticket), JSON.stringify(holder), LIVES_SECONDS],
    );
    return { ticket, expiresIn: LIVES_SECONDS };
  }

  /** What the ticket was issued for; undefined for one that is used, expired or unknown. */
  async redeem<H extends object>(ticket: string): Promise<H | undefined> {
    const [rows] = await this.db.query<[{ holder: H }[], number]>(
      'DELETE FROM stream_tickets WHERE hash = $1 AND expires_at > now() RETURNING holder',
      [hashOf(ticket)],
    );
    return rows[0]?.holder;
  }

  /** Under a name that is not used up. */
  async keep(name: string, holder: object, until: Date): Promise<void> {
    await this.db.query('INSERT INTO stream_tickets (hash, holder, expires_at) VALUES ($1, $2, $3)', [
      hashOf(name),
      JSON.stringify(holder),
      until,
    ]);
  }

  async kept<H extends object>(name: string): Promise<H | undefined> {
    const [row] = await this.db.query<{ holder: H }[]>(
      'SELECT holder FROM stream_tickets WHERE hash = $1 AND expires_at > now()',
      [hashOf(name)],
    );
    return row?.holder;
  }

  async forgetExpired(): Promise<void> {
    await this.db.query('DELETE FROM stream_tickets WHERE expires_at < now()');
  }
}

const hashOf = (ticket: string) => createHash('sha256').update(ticket).digest('hex');
