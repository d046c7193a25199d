import { Module } from '@nestjs/common';
import { BanModule } from '../ban/ban.module.js';
import { QuestionModule } from '../question/question.module.js';
import { SuccessionModule } from '../succession/succession.module.js';
import { AskFormController } from './http/ask-form.controller.js';
import { PlainFormController } from './http/plain-form.controller.js';
import { PlainForms } from './http/plain-form.js';
import { IntakeService } from './intake.service.js';
import { FormLimits } from './persistence/form-limits.js';

/** How a question begins: after a chat, by the web form, at the desk. */
@Module({
  imports: [BanModule, QuestionModule, SuccessionModule],
  controllers: [AskFormController, PlainFormController],
  providers: [FormLimits, IntakeService, PlainForms],
  exports: [FormLimits, IntakeService],
})
export class IntakeModule {}
