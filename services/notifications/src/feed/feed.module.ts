import { Module } from '@nestjs/common';
import { FEED_CONFIG, feedConfig } from './config.js';
import { Dispatcher } from './dispatcher.js';
import { FeedReactions } from './events/feed.reactions.js';
import { FeedStream } from './feed-stream.js';
import { FeedService } from './feed.service.js';
import { FeedReadersController } from './http/feed-readers.controller.js';
import { FeedController } from './http/feed.controller.js';
import { NatsAuthCallout } from './nats-auth-callout.js';
import { FeedReaders } from './persistence/feed-readers.js';
import { Places } from './persistence/places.js';

/** Events for integrators: who may see which, and the feed of each group. */
@Module({
  controllers: [FeedController, FeedReactions, FeedReadersController],
  providers: [
    Dispatcher,
    FeedReaders,
    FeedService,
    FeedStream,
    NatsAuthCallout,
    Places,
    { provide: FEED_CONFIG, useFactory: () => feedConfig() },
  ],
  exports: [Dispatcher, FeedStream],
})
export class FeedModule {}
