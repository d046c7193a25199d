import { Module } from '@nestjs/common';
import { QueueModule } from '../queue/queue.module.js';
import { ChatForms } from './chat-forms.service.js';
import { FormsController } from './http/forms.controller.js';

/** The form that a patron fills in before a chat. */
@Module({
  imports: [QueueModule],
  controllers: [FormsController],
  providers: [ChatForms],
  exports: [ChatForms],
})
export class FormModule {}
