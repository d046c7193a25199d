import { Module } from '@nestjs/common';
import { UnfiledChatsController } from './http/unfiled-chats.controller.js';
import { UnfiledChats } from './persistence/unfiled-chats.queries.js';
import { UnfiledChatsService } from './unfiled-chats.service.js';

/** Chats whose question could not be made. */
@Module({
  controllers: [UnfiledChatsController],
  providers: [UnfiledChats, UnfiledChatsService],
})
export class UnfiledModule {}
