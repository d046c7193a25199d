import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

const ignored = (): void => undefined;

/**
 * Has somebody listen for the errors of every connection at all times: pg ends the process where nobody does, and between
 * pg-pool's last look and TypeORM's first nobody does for a moment, in which a server may end. The next statement fails.
 */
export function listenForErrors(dataSource: DataSource): void {
  const { master } = dataSource.driver as unknown as { master: Pool };
  master.on('acquire', (client: PoolClient) => {
    if (!client.listeners('error').includes(ignored)) client.on('error', ignored);
  });
}
