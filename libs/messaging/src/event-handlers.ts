import { Refusal, shorten } from '@carrel/kernel';
import pTimeout from 'p-timeout';
import { currentHandler } from './current-handler.js';
import { TooLarge } from './too-large.js';

/** One that hangs must not keep the event's others, its aggregate and one of the places for ever. */
const LONGEST_MS = 60_000;

/** A handler of an event, under the name the inbox knows it by. */
export interface EventHandler {
  readonly name: string;
  readonly handle: (event: unknown) => Promise<unknown>;
}

/** What went wrong, at every one of them; `cause` is the one that decides what is to be done. */
class HandlersFailed extends Error {
  constructor(faults: readonly { name: string; fault: unknown }[]) {
    super(faults.map(({ name, fault }) => `${name}: ${causeOf(fault)}`).join('\n'));
    this.stack = this.message;
    const all = faults.map(({ fault }) => fault);
    this.cause = all.find(isUnavailable) ?? all.find((fault) => !isHopeless(fault)) ?? all[0];
  }
}

/** Whether the failure is only that another part does not answer. */
export function isUnavailable(failure: unknown): boolean {
  const cause = failure instanceof HandlersFailed ? failure.cause : failure;
  return cause instanceof Refusal && cause.kind === 'away';
}

/** Whether trying again changes nothing: what was asked or answered is too large. */
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
 * Tells the event to those who have not had it yet, one after the other, each whatever became of the ones before;
 * `done` learns who has. Rejects when any is left. It is away when one of them waits for another part, though others
 * failed: to give the event up would take from that one what it waits for.
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
