import { Module } from '@nestjs/common';
import { WEBHOOK_CONFIG, webhookConfig } from './config.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { FeedModule } from '../feed/feed.module.js';
import { FormerAdministrators } from './former-administrators.js';
import { AdministratorReactions } from './events/administrator.reactions.js';
import { WebhookNotices } from './events/notice.reactions.js';
import { WebhooksController } from './http/webhooks.controller.js';
import { WebhookAddresses } from './webhook-addresses.js';
import { WebhookDeliveries } from './persistence/deliveries.js';
import { Endpoints } from './persistence/endpoints.js';
import { WebhookReplaying } from './replaying.js';
import { WebhookSender } from './sender.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { WebhooksService } from './webhooks.service.js';

/** Webhooks: the dispatcher's second outlet. */
@Module({
  imports: [DeliveryModule, FeedModule],
  controllers: [AdministratorReactions, WebhookNotices, WebhooksController],
  providers: [
    Endpoints,
    FormerAdministrators,
    WebhookAddresses,
    WebhookDeliverer,
    WebhookDeliveries,
    WebhookReplaying,
    WebhookSender,
    WebhooksService,
    { provide: WEBHOOK_CONFIG, useFactory: () => webhookConfig() },
  ],
})
export class WebhookModule {}
