import { directoryMigrations } from '@carrel/directory';
import { messagingMigrations } from '@carrel/messaging';
import { webMigrations } from '@carrel/web';
import type { DataSourceOptions } from 'typeorm';
import { deliverySchema } from './delivery.schema.js';
import { Deliveries1700000001000 } from './migrations/1700000001000-deliveries.js';

export const dataSourceOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: [deliverySchema],
  migrations: [...messagingMigrations, ...webMigrations, ...directoryMigrations, Deliveries1700000001000],
});
