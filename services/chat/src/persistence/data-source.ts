import { directoryMigrations } from '@carrel/directory';
import { messagingMigrations } from '@carrel/messaging';
import { webMigrations } from '@carrel/web';
import type { DataSourceOptions } from 'typeorm';
import { monitorSchema } from '../monitor/persistence/monitor.schema.js';
import { sessionSchema } from '../session/persistence/session.schema.js';
import { transferSchema } from '../transfer/persistence/transfer.schema.js';
import { banSchema } from '../ban/persistence/ban.schema.js';
import { AtTheDesk1750000006000 } from './migrations/1750000006000-at-the-desk.js';
import { Attachments1750000006100 } from './migrations/1750000006100-attachments.js';
import { Bans1750000016000 } from './migrations/1750000016000-bans.js';
import { WaitingByNetwork1750000016100 } from './migrations/1750000016100-waiting-by-network.js';
import { Chat1750000000000 } from './migrations/1750000000000-chat.js';
import { Notes1750000005000 } from './migrations/1750000005000-notes.js';
import { Languages1750000022000 } from './migrations/1750000022000-languages.js';
import { LengthOfChats1750000012000 } from './migrations/1750000012000-length-of-chats.js';
import { PatronPages1750000033000 } from './migrations/1750000033000-patron-pages.js';
import { PersonalLimits1750000003000 } from './migrations/1750000003000-personal-limits.js';
import { QueueHours1750000004000 } from './migrations/1750000004000-queue-hours.js';
import { SessionLife1750000002000 } from './migrations/1750000002000-session-life.js';
import { SessionsByPatron1750000007100 } from './migrations/1750000007100-sessions-by-patron.js';
import { QueueExceptions1750000014000 } from './migrations/1750000014000-queue-exceptions.js';
import { SessionsToForget1750000011000 } from './migrations/1750000011000-sessions-to-forget.js';
import { PatronLeft1750000013000 } from './migrations/1750000013000-patron-left.js';
import { StaffStream1750000020000 } from './migrations/1750000020000-staff-stream.js';
import { Transfers1750000001000 } from './migrations/1750000001000-transfers.js';

export function dataSourceOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [banSchema, monitorSchema, sessionSchema, transferSchema],
    migrations: [
      ...messagingMigrations,
      ...webMigrations,
      ...directoryMigrations,
      Chat1750000000000,
      Transfers1750000001000,
      SessionLife1750000002000,
      PersonalLimits1750000003000,
      QueueHours1750000004000,
      Notes1750000005000,
      AtTheDesk1750000006000,
      Attachments1750000006100,
      SessionsByPatron1750000007100,
      SessionsToForget1750000011000,
      LengthOfChats1750000012000,
      PatronLeft1750000013000,
      QueueExceptions1750000014000,
      Bans1750000016000,
      WaitingByNetwork1750000016100,
      StaffStream1750000020000,
      PatronPages1750000033000,
      Languages1750000022000,
    ],
    synchronize: false,
  };
}
