import { Module } from '@nestjs/common';
import { PageLinksModule, secretsOf } from '@carrel/web';
import { SurveyLinks } from './survey-links.js';
import { StatisticsModule } from '../statistics/statistics.module.js';
import { SurveyAnswersToOthers } from './events/survey.answers.js';
import { SurveyLinksController } from './http/survey-links.controller.js';
import { SurveyPages } from './http/survey-page.js';
import { SurveysController } from './http/surveys.controller.js';
import { SurveyResponses } from './persistence/survey-responses.js';
import { SurveyResultsService } from './survey-results.service.js';
import { SurveysService } from './surveys.service.js';

/** Surveys of patrons after an answer. */
@Module({
  imports: [PageLinksModule, StatisticsModule],
  controllers: [SurveyAnswersToOthers, SurveyLinksController, SurveysController],
  providers: [
    SurveyPages,
    SurveyResponses,
    SurveyResultsService,
    SurveysService,
    { provide: SurveyLinks, useFactory: () => new SurveyLinks(secretsOf()) },
  ],
})
export class SurveyModule {}
