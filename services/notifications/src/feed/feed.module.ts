import { Module } from '@nestjs/common';
import { FEED_CONFIG, feedConfig } from './config.js';
import { Dispatcher } from './dispatcher.js';
import { FeedStream } from './feed-stream.js';
import { FeedService } from './feed.service.js';
import { FeedController } from './http/feed.controller.js';
import { NatsAuthCallout } from './nats-auth-callout.js';
import { Places } from './persistence/places.js';

/** Events for integrators: who may see which, and the feed of each group. */
@Module({
  controllers: [FeedController],
  providers: [
    { provide: FEED_CONFIG, useFactory: () => feedConfig() },
    Dispatcher,
    FeedService,
    FeedStream,
    NatsAuthCallout,
    Places,
  ],
  exports: [Dispatcher, FeedStream, Places],
})
export class FeedModule {}
