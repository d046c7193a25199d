import { Module } from '@nestjs/common';
import { AttendingModule } from '../attending/attending.module.js';
import { BanModule } from '../ban/ban.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { SessionsController } from './http/sessions.controller.js';
import { RequestsService } from './requests.service.js';

/** A patron's request for a chat, until it has ended. */
@Module({
  imports: [AttendingModule, BanModule, ReadingModule],
  controllers: [SessionsController],
  providers: [RequestsService],
})
export class RequestModule {}
