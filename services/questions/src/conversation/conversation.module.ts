import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { PatronModule } from '../patron/patron.module.js';
import { QuestionModule } from '../question/question.module.js';
import { CannedAnswersService } from './canned-answers.service.js';
import { ContactsService } from './contacts.service.js';
import { ConversationService } from './conversation.service.js';
import { CannedAnswersController } from './http/canned-answers.controller.js';
import { ContactController } from './http/contact.controller.js';
import { ConversationController } from './http/conversation.controller.js';
import { Drafts } from './persistence/drafts.repository.js';

/** What is written to patrons and about them, drafts, and how they are reached. */
@Module({
  imports: [FilesModule, PatronModule, QuestionModule],
  controllers: [CannedAnswersController, ContactController, ConversationController],
  providers: [CannedAnswersService, ContactsService, ConversationService, Drafts],
  exports: [ContactsService],
})
export class ConversationModule {}
