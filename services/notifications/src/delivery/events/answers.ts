import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Answers } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { DeliveriesService } from '../deliveries.service.js';

/** Answers requests of other services. */
@Controller()
export class AnswersToOthers {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Answers(requests.patronDeliveries)
  patronDeliveries(
    @Payload() asked: QuestionOf<typeof requests.patronDeliveries>,
  ): Promise<AnswerOf<typeof requests.patronDeliveries>> {
    return this.deliveries.ofPatron(asked);
  }

  @Answers(requests.deliveryText)
  deliveryText(
    @Payload() { deliveryId, after }: QuestionOf<typeof requests.deliveryText>,
  ): Promise<AnswerOf<typeof requests.deliveryText>> {
    return this.deliveries.textOf(deliveryId, after);
  }
}
