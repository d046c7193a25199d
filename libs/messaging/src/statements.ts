import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { directUrl } from './direct-database-url.js';
import { SETTINGS, type Settings } from './options.js';

interface Connection {
  query(statement: { name?: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/**
 * Statements by name, which PostgreSQL parses once for each connection and soon plans once: for the few paths
 * where planning takes longer than the work. Text is fixed, values are bound; build no text from what people send.
 */
@Injectable()
export class Statements {
  private readonly named: boolean;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(SETTINGS) settings: Pick<Settings, 'service'>,
  ) {
    // Behind a pooler the next statement may come to another session, which does not know the name.
    this.named = directUrl(settings.service) === undefined;
  }

  /** As `DataSource.query`: part of the ambient transaction of a command, otherwise of none. */
  async read<T>(text: string, values: unknown[]): Promise<T[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await this.on<T>((await runner.connect()) as Connection, text, values);
    } finally {
      await runner.release();
    }
  }

  /** On the connection of this transaction. */
  async within<T>(manager: EntityManager, text: string, values: unknown[]): Promise<T[]> {
    const runner = manager.queryRunner;
    if (!runner) throw new Error('A statement of a transaction is asked for outside of one.');
    return this.on<T>((await runner.connect()) as Connection, text, values);
  }

  private async on<T>(connection: Connection, text: string, values: unknown[]): Promise<T[]> {
    return (await connection.query(this.named ? { name: nameOf(text), text, values } : { text, values }))
      .rows as T[];
  }
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, (name = createHash('sha1').update(text).digest('hex')));
  return name;
}
