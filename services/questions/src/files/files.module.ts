import { Module } from '@nestjs/common';
import { QuestionModule } from '../question/question.module.js';
import { FilesService } from './files.service.js';
import { FilesController } from './http/files.controller.js';
import { Files } from './persistence/files.repository.js';
import { MailFiles } from './persistence/mail-files.repository.js';

/** Files of questions. */
@Module({
  imports: [QuestionModule],
  controllers: [FilesController],
  providers: [Files, FilesService, MailFiles],
  exports: [Files, FilesService, MailFiles],
})
export class FilesModule {}
