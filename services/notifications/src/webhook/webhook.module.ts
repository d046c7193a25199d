import { Clock } from '@carrel/kernel';
import { Module } from '@nestjs/common';
import { FeedModule } from '../feed/feed.module.js';
import { WEBHOOK_CONFIG, webhookConfig } from './config.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { FormerAdministrators } from './former-administrators.js';
import { AdministratorReactions } from './events/administrator.reactions.js';
import { WebhooksController } from './http/webhooks.controller.js';
import { WebhookAddresses } from './webhook-addresses.js';
import { WebhookDeliveries } from './persistence/deliveries.js';
import { Endpoints } from './persistence/endpoints.js';
import { WebhookReplaying } from './replaying.js';
import { WebhookSender } from './sender.js';
import { WebhooksService } from './webhooks.service.js';

/** Webhooks: the dispatcher's second outlet. */
@Module({
  imports: [FeedModule],
  controllers: [AdministratorReactions, WebhooksController],
  providers: [
    Clock,
    { provide: WEBHOOK_CONFIG, useFactory: () => webhookConfig() },
    Endpoints,
    FormerAdministrators,
    WebhookAddresses,
    WebhookDeliveries,
    WebhookDeliverer,
    WebhookReplaying,
    WebhookSender,
    WebhooksService,
  ],
})
export class WebhookModule {}
