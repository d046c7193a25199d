import { directoryMigrations } from '@carrel/directory';
import { messagingMigrations } from '@carrel/messaging';
import { webMigrations } from '@carrel/web';
import type { DataSourceOptions } from 'typeorm';
import { endpointSchema } from '../webhook/persistence/endpoint.schema.js';
import { deliverySchema } from '../delivery/persistence/delivery.schema.js';
import { ReferralOfDelivery1700000003000 } from '../incoming/persistence/migrations/1700000003000-referral-of-delivery.js';
import { BundlesAndLimits1700000002000 } from './migrations/1700000002000-bundles-and-limits.js';
import { RecipientsAndSessions1700000002100 } from './migrations/1700000002100-recipients-and-sessions.js';
import { incomingMailSchema } from '../incoming/persistence/incoming-mail.schema.js';
import { IncomingMails1700000003100 } from '../incoming/persistence/migrations/1700000003100-incoming-mails.js';
import { Deliveries1700000001000 } from './migrations/1700000001000-deliveries.js';
import { Feed1700000004000 } from './migrations/1700000004000-feed.js';
import { DeliveriesUnderway1700000009000 } from './migrations/1700000009000-deliveries-underway.js';
import { EndpointsSetBy1700000016000 } from './migrations/1700000016000-endpoints-set-by.js';
import { DeliveriesAbout1700000010100 } from './migrations/1700000010100-deliveries-about.js';
import { DeliveriesSettled1700000011000 } from './migrations/1700000011000-deliveries-settled.js';
import { DeliveriesUndelivered1700000010000 } from './migrations/1700000010000-deliveries-undelivered.js';
import { FeedReaders1700000039000 } from './migrations/1700000039000-feed-readers.js';
import { MailedReports1700000022000 } from './migrations/1700000022000-mailed-reports.js';
import { Webhooks1700000004100 } from './migrations/1700000004100-webhooks.js';

export const dataSourceOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: [deliverySchema, incomingMailSchema, endpointSchema],
  migrations: [
    ...messagingMigrations,
    ...webMigrations,
    ...directoryMigrations,
    Deliveries1700000001000,
    BundlesAndLimits1700000002000,
    RecipientsAndSessions1700000002100,
    ReferralOfDelivery1700000003000,
    IncomingMails1700000003100,
    Feed1700000004000,
    DeliveriesUnderway1700000009000,
    Webhooks1700000004100,
    DeliveriesUndelivered1700000010000,
    DeliveriesAbout1700000010100,
    DeliveriesSettled1700000011000,
    EndpointsSetBy1700000016000,
    MailedReports1700000022000,
    FeedReaders1700000039000,
  ],
});
