import { eventNames, type AnyEvent } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Dispatcher } from '../dispatcher.js';

@Controller()
export class FeedReactions {
  constructor(private readonly dispatcher: Dispatcher) {}

  @On(...eventNames)
  async heard(@Payload() event: AnyEvent) {
    await this.dispatcher.dispatch(event);
  }
}
