import pTimeout from 'p-timeout';
import { AsyncLocalStorage } from 'node:async_hooks';
import { Refusal, shorten } from '@carrel/kernel';
import { TooLarge } from './too-large.js';

/** Which handler is at work on an event, `Class.method`; the inbox keeps events apart by it. */
export const currentHandler = new AsyncLocalStorage<string>();

/** A handler that hangs must not block the event's others, its aggregate and a slot for ever. */
export const LONGEST_MS = 60_000;

/** One handler of an event, under its key in the inbox. */
export interface EventHandler {
  readonly name: string;
  readonly handle: (event: unknown) => Promise<unknown>;
}

/** The errors of all failed handlers; `cause` is the one that decides what happens next. */
class HandlersFailed extends Error {
  constructor(faults: readonly { name: string; fault: unknown }[]) {
    super(faults.map(({ name, fault }) => `${name}: ${causeOf(fault)}`).join('\n'));
    this.stack = this.message;
    const all = faults.map(({ fault }) => fault);
    this.cause = all.find(isUnavailable) ?? all.find((fault) => !isHopeless(fault)) ?? all[0];
  }
}

/** Whether the failure is only an unavailable service. */
export function isUnavailable(failure: unknown): boolean {
  const cause = failure instanceof HandlersFailed ? failure.cause : failure;
  return cause instanceof Refusal && cause.kind === 'away';
}

/** Whether a retry is useless: a request or reply is too large. */
export function isHopeless(failure: unknown): boolean {
  return (failure instanceof HandlersFailed ? failure.cause : failure) instanceof TooLarge;
}

/** For people: the stack where there is one, bounded, as PostgreSQL can store it. */
export function causeOf(failure: unknown): string {
  const whole =
    failure instanceof Error
      ? (failure.stack ?? failure.message)
      : (JSON.stringify(failure) ?? String(failure));
  return shorten(whole, 4_000)
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll('\0', '');
}

/**
 * Runs the handlers that have not handled the event yet, in order; a failure does not stop the ones after it;
 * `done` gets the succeeded ones. Rejects when any is left: as unavailable when one waits for a service, though others
 * failed: giving up would take from that one what it waits for.
 */
export async function runRemainingHandlers(
  handlers: readonly EventHandler[],
  event: unknown,
  done: Set<string>,
): Promise<void> {
  const faults: { name: string; fault: unknown }[] = [];
  for (const { name, handle } of handlers) {
    if (done.has(name)) continue;
    try {
      await currentHandler.run(name, () =>
        pTimeout(handle(event), { milliseconds: LONGEST_MS, message: `no end after ${LONGEST_MS / 1000} s` }),
      );
      done.add(name);
    } catch (fault) {
      faults.push({ name, fault });
    }
  }
  if (faults.length) throw new HandlersFailed(faults);
}
