import { PatronAnswers } from '../own-questions/events/patron.answers.js';
import { OwnQuestionsController } from '../own-questions/http/own-questions.controller.js';
import { PatronPages } from '../own-questions/http/patron-page.js';
import { PatronPageController } from '../own-questions/http/patron-page.controller.js';
import { OwnQuestionsService } from '../own-questions/own-questions.service.js';
import { PatronAccess } from '../question/patron-access.js';
import { PatronLinks } from './persistence/patron-links.repository.js';
import { Patrons } from './persistence/patrons.repository.js';

/** What the module wires for patrons and their own questions. */
export const patrons = {
  controllers: [OwnQuestionsController, PatronPageController, PatronAnswers],
  providers: [OwnQuestionsService, PatronAccess, PatronPages, PatronLinks, Patrons],
};
