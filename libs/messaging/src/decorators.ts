import { applyDecorators, Catch, type ExceptionFilter, UseFilters } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { AnswerOf, EventEnvelope, EventName, QuestionOf, RequestContract } from '@carrel/contracts';

type Envelopes<N extends EventName> = { [K in N]: EventEnvelope<K> }[N];

/** Nest's own filter replaces every error by "Internal server error"; the cause must reach the dead letters. */
@Catch()
class KeepTheCause implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

type EventHandlerDecorator<N extends EventName> = <
  F extends (event: Envelopes<N>, ...rest: never[]) => unknown,
>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/**
 * Handles events of this and other services; for methods of a @Controller. An event may have many handlers; each
 * handles it once, keyed by its class's and method's name: renaming one makes it handle the latest events again.
 * A throw is retried with growing delays; ServiceUnavailable is retried without counting. Republished state
 * (`restated`) is not passed to it.
 */
export const On = <const N extends EventName>(...names: N[]): EventHandlerDecorator<N> =>
  eventHandler(names, false);

/** As @On, for projections, which handle republished state as well; their other side effects happen again then (B2). */
export const Projects = <const N extends EventName>(...names: N[]): EventHandlerDecorator<N> =>
  eventHandler(names, true);

function eventHandler<N extends EventName>(names: readonly N[], restated: boolean): EventHandlerDecorator<N> {
  return ((target: object, key: string, descriptor: PropertyDescriptor) => {
    const handler = `${target.constructor.name}.${key}`;
    EventPattern([...names], undefined, { handler, restated })(target, key, descriptor);
    UseFilters(KeepTheCause)(target, key, descriptor);
  }) as never;
}

/** Answers a request of another service; request and reply are validated by the contract, refusals are passed back. */
export function Answers<C extends RequestContract>(
  contract: C,
): <F extends (question: QuestionOf<C>, ...rest: never[]) => Promise<AnswerOf<C>>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<F>,
) => void {
  return applyDecorators(MessagePattern(contract.subject, { contract }), UseFilters(KeepTheCause)) as never;
}

export interface JobDefinition {
  /** Five fields, UTC; the job is then added by itself, once for all replicas. */
  cron?: string;
  /** Attempts of a cron job before it waits for its next time. */
  maxAttempts?: number;
  /**
   * Jobs with a queue's name have places of their own, as many as all others together: while they wait for somebody
   * outside, they hold up no others.
   */
  queue?: string;
}

/** Metadata key: the jobs a method runs. */
export const JOB = Symbol('job');

/** Runs jobs of this name, on any provider. A throw is retried with growing delays. */
export function Job(name: string, definition: JobDefinition = {}): MethodDecorator {
  return (_target, _key, descriptor) => {
    Reflect.defineMetadata(JOB, { name, ...definition }, descriptor.value as object);
  };
}
