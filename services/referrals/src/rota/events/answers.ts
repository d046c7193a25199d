import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Answers } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { DutiesService } from '../../duty/duties.service.js';
import { RotasService } from '../rotas.service.js';

/** Answers other services about rotas and duties. */
@Controller()
export class RotaAnswers {
  constructor(
    private readonly rotas: RotasService,
    private readonly duties: DutiesService,
  ) {}

  @Answers(requests.onDuty)
  onDuty(@Payload() asked: QuestionOf<typeof requests.onDuty>): Promise<AnswerOf<typeof requests.onDuty>> {
    return this.rotas.offers(asked);
  }

  @Answers(requests.dutyNotice)
  dutyNotice(
    @Payload() asked: QuestionOf<typeof requests.dutyNotice>,
  ): Promise<AnswerOf<typeof requests.dutyNotice>> {
    return this.duties.notice(asked);
  }
}
