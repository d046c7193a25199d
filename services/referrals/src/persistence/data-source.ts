import { directoryMigrations } from '@carrel/directory';
import { messagingMigrations } from '@carrel/messaging';
import { webMigrations } from '@carrel/web';
import type { DataSourceOptions } from 'typeorm';
import { barSchema } from '../bar/persistence/bar.schema.js';
import { coverSchema } from '../cover/persistence/cover.schema.js';
import { dutySchema } from '../calendar/persistence/duty.schema.js';
import { rotaSchema } from '../plan/persistence/rota.schema.js';
import { Referrals1700000001000 } from './migrations/1700000001000-referrals.js';
import { Experts1700000002000 } from './migrations/1700000002000-experts.js';
import { OpenReferrals1700000002100 } from './migrations/1700000002100-open-referrals.js';
import { expertSchema } from '../expert/persistence/expert.schema.js';
import { Bars1700000006000 } from './migrations/1700000006000-bars.js';
import { DutiesStarted1700000004000 } from './migrations/1700000004000-duties-started.js';
import { ReferralsByTime1700000035000 } from './migrations/1700000035000-referrals-by-time.js';
import { Rota1700000003000 } from './migrations/1700000003000-rota.js';
import { referralSchema } from '../referral/persistence/referral.schema.js';

export const dataSourceOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: [referralSchema, expertSchema, barSchema, rotaSchema, dutySchema, coverSchema],
  migrations: [
    ...messagingMigrations,
    ...webMigrations,
    ...directoryMigrations,
    Referrals1700000001000,
    Experts1700000002000,
    OpenReferrals1700000002100,
    Rota1700000003000,
    DutiesStarted1700000004000,
    Bars1700000006000,
    ReferralsByTime1700000035000,
  ],
});
