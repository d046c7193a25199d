import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, serverUrl, startService } from '@carrel/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { NotificationsModule } from '../src/notifications.module.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { aNotificationsService } from './a-service.js';

let running: Awaited<ReturnType<typeof aNotificationsService>>;
const children: ChildProcess[] = [];
beforeAll(async () => {
  running = await aNotificationsService({ env: { SMTP_TIMEOUT_SECONDS: '2' } });
});
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  await running?.stop();
});

/** The service as a process of its own, on the same database. */
const aProcess = (): ChildProcess => {
  const args = ['-C', 'carrel-source', '--import', './libs/testing/typescript.mjs'];
  const child = spawn(process.execPath, [...args, 'services/notifications/src/main.ts'], {
    env: { ...process.env, PORT: '0', NODE_OPTIONS: '' },
    stdio: 'ignore',
  });
  children.push(child);
  return child;
};
const copies = (to: string) => running.mailbox.all().filter(({ recipients }) => recipients.includes(to));

describe('Sending by more than one replica', () => {
  it('[promise 19] gives each mail once, whichever of them takes it', async () => {
    const other = await startService({
      ...{ name: 'notifications', module: NotificationsModule, dataSource: dataSourceOptions },
      ...{ nats: running.nats, database: running.service.database },
      env: { SMTP_URL: running.mailbox.url, SMTP_TIMEOUT_SECONDS: '2' },
    });
    const to = running.newPatron();
    const events = await Promise.all(Array.from({ length: 30 }, () => running.answered()));
    const ids = events.map(({ id }) => id);
    await eventually(async () => {
      const sql = `SELECT 1 FROM deliveries WHERE cause_id = ANY($1) AND to_patron AND status = 'accepted'`;
      expect(await running.service.db.query(sql, [ids])).toHaveLength(30);
    });
    expect(copies(to)).toHaveLength(30);
    expect(new Set(copies(to).map(({ messageId }) => messageId)).size).toBe(30);
    await other.stop();
  });

  it('[promise 19] whose database goes away while the mail server takes a mail do not send it again', async () => {
    const { url } = running.service.database;
    const name = new URL(url).pathname.slice(1);
    const server = new pg.Client({ connectionString: serverUrl() });
    await server.connect();
    const to = running.newPatron();
    running.mailbox.behave({
      message: async ({ recipients }) => {
        if (!recipients.includes(to)) return undefined;
        await server.query(`ALTER DATABASE ${name} CONNECTION LIMIT 0`);
        await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
          name,
        ]);
        return undefined;
      },
    });
    const { id } = await running.answered();
    await eventually(() => expect(copies(to)).toHaveLength(1));
    running.mailbox.behave({});
    // The mail server's reply has arrived and cannot be stored, which no event shows.
    await sleep(1_000);
    await expect(running.service.db.query('SELECT 1')).rejects.toThrow();
    await server.query(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
    await server.end();
    await eventually(async () => {
      const sql = `SELECT status, attempts FROM deliveries WHERE cause_id = $1 AND to_patron`;
      expect(await running.service.db.query(sql, [id])).toEqual([{ status: 'accepted', attempts: 1 }]);
    });
    expect(copies(to)).toHaveLength(1);
  });

  it('[F20] that are killed in the middle of it: two copies at most, and never none', async () => {
    const db = await new DataSource(dataSourceOptions(running.service.database.url)).initialize();
    await running.service.app.close();
    const to = running.newPatron();
    running.mailbox.behave({ message: (mail) => (mail.recipients.includes(to) ? 'hang' : undefined) });
    const first = aProcess();
    const { id } = await running.answered();
    await eventually(() => expect(copies(to)).toHaveLength(1));
    first.kill('SIGKILL');
    await once(first, 'exit');
    running.mailbox.behave({});
    const second = aProcess();
    await eventually(async () => {
      const [row] = await db.query('SELECT status FROM deliveries WHERE cause_id = $1 AND to_patron', [id]);
      expect(row.status).toBe('accepted');
    });
    expect(copies(to).length).toBeGreaterThanOrEqual(1);
    expect(copies(to).length).toBeLessThanOrEqual(2);
    expect(new Set(copies(to).map(({ messageId }) => messageId)).size).toBe(1);
    second.kill('SIGTERM');
    await once(second, 'exit');
    await db.destroy();
  });
});
