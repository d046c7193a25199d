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
 * Hears of facts, of this and other services; for methods of a @Controller. Several may hear the same fact; each
 * takes it once, under its class's and method's name, so renaming one makes it hear the last facts anew.
 * A throw is tried again with growing gaps; ServiceUnavailable is waited for without counting. What an owner only says again
 * (`restated`) never comes here.
 */
export const On = <const N extends EventName>(...names: N[]): EventHandlerDecorator<N> =>
  eventHandler(names, false);

/** As @On, for projections, which hear what is said again as well; whatever else they do happens again then (B2). */
export const Projects = <const N extends EventName>(...names: N[]): EventHandlerDecorator<N> =>
  eventHandler(names, true);

function eventHandler<N extends EventName>(names: readonly N[], restated: boolean): EventHandlerDecorator<N> {
  return ((target: object, key: string, descriptor: PropertyDescriptor) => {
    const handler = `${target.constructor.name}.${key}`;
    EventPattern([...names], undefined, { handler, restated })(target, key, descriptor);
    UseFilters(KeepTheCause)(target, key, descriptor);
  }) as never;
}

/** Answers a request of another service; question and answer are held to the contract, refusals travel back. */
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
  /** Tries of a cron job before it is given up until its next time. */
  maxAttempts?: number;
  /**
   * Jobs with a queue's name have places of their own, as many as all others together: while they wait for somebody
   * outside, they hold up no others.
   */
  queue?: string;
}

/** Metadata key: the jobs a method runs. */
export const JOB = Symbol('job');

/** Runs jobs of this name, on any provider. A throw is tried again with growing gaps. */
export function Job(name: string, definition: JobDefinition = {}): MethodDecorator {
  return (_target, _key, descriptor) => {
    Reflect.defineMetadata(JOB, { name, ...definition }, descriptor.value as object);
  };
}
