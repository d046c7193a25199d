import { secretsOf } from '@carrel/web';
import { SurveyAnswersToOthers } from './events/survey.answers.js';
import { SurveyLinksController } from './http/survey-links.controller.js';
import { SurveyPages } from './http/survey-page.js';
import { SurveysController } from './http/surveys.controller.js';
import { SurveyResponses } from './persistence/survey-responses.js';
import { SurveyLinks } from './survey-links.js';
import { SurveyResultsService } from './survey-results.service.js';
import { SurveysService } from './surveys.service.js';

/** What the module wires for surveys. */
export const survey = {
  controllers: [SurveyAnswersToOthers, SurveyLinksController, SurveysController],
  providers: [
    { provide: SurveyLinks, useFactory: () => new SurveyLinks(secretsOf()) },
    SurveyPages,
    SurveyResponses,
    SurveyResultsService,
    SurveysService,
  ],
};
