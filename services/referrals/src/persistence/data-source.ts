import { directoryMigrations } from '@carrel/directory';
import { messagingMigrations } from '@carrel/messaging';
import { webMigrations } from '@carrel/web';
import type { DataSourceOptions } from 'typeorm';
import { Referrals1700000001000 } from './migrations/1700000001000-referrals.js';
import { referralSchema } from './referral.schema.js';

export const dataSourceOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: [referralSchema],
  migrations: [...messagingMigrations, ...webMigrations, ...directoryMigrations, Referrals1700000001000],
});
