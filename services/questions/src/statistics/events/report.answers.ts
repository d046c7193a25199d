import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Scopes } from '@carrel/directory';
import { periodBefore } from '@carrel/kernel';
import { Answers } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ChatStatisticsService } from '../chat-statistics.service.js';
import { StatisticsService } from '../statistics.service.js';

type Figures = typeof requests.reportFigures;

/** Answers notifications what a report by mail says. */
@Controller()
export class ReportAnswers {
  constructor(
    private readonly statistics: StatisticsService,
    private readonly chatStatistics: ChatStatisticsService,
    private readonly scopes: Scopes,
  ) {}

  @Answers(requests.reportFigures)
  async figures(@Payload() { level, ownerId, ...period }: QuestionOf<Figures>): Promise<AnswerOf<Figures>> {
    const scope = await this.scopes.ofOwner(level, ownerId, period);
    const before = { ...scope, period: periodBefore(period) };
    const [questions, questionsBefore, chats, chatsBefore] = await Promise.all([
      this.statistics.reportOf(scope, 'source'),
      this.statistics.reportOf(before, 'source'),
      this.chatStatistics.reportOf(scope, 'month'),
      this.chatStatistics.reportOf(before, 'month'),
    ]);
    return {
      questions: {
        ...{ total: questions.total, before: questionsBefore.total },
        ...{ response: questions.response.median, completion: questions.completion.median },
        bySource: questions.lines.map(({ value, count }) => ({ value, count })),
      },
      chats: {
        ...{ requested: chats.requested, before: chatsBefore.requested, accepted: chats.accepted },
        missed: Object.entries(chats.missed).map(([value, count]) => ({ value, count })),
        ...{ waiting: chats.waiting.median, firstResponse: chats.firstResponse.median },
        length: chats.length.median,
      },
    };
  }
}
