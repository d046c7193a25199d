import { PatronAnswers } from './events/patron.answers.js';
import { OwnQuestionsController } from './http/own-questions.controller.js';
import { PatronPages } from './http/patron-page.js';
import { PatronPageController } from './http/patron-page.controller.js';
import { OwnQuestionsService } from './own-questions.service.js';
import { PatronAccess } from './patron-access.js';
import { PatronLinks } from './persistence/patron-links.repository.js';
import { Patrons } from './persistence/patrons.repository.js';

/** What the module wires for patrons and their own questions. */
export const patrons = {
  controllers: [OwnQuestionsController, PatronPageController, PatronAnswers],
  providers: [OwnQuestionsService, PatronAccess, PatronPages, PatronLinks, Patrons],
};
