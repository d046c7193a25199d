import { Refusal } from './refusal.js';

/** Whether somebody may do something now, and why not. */
export interface AllowedAction<Name extends string = string> {
  readonly action: Name;
  readonly allowed: boolean;
  /** The code of the refusal that it would get; null where it is allowed. */
  readonly code: string | null;
  /** The same as a sentence for people. */
  readonly reason: string | null;
}

/** Does it, on something that may be thrown away, and says whether it was refused: what decides is what reports. */
export function tried<Name extends string>(action: Name, verb: () => unknown): AllowedAction<Name> {
  try {
    verb();
    return { action, allowed: true, code: null, reason: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { action, allowed: false, code: error.code, reason: error.message };
  }
}

/** Refused before the thing itself is looked at: the caller's roles do not allow it. */
export const notByRole = <Name extends string>(action: Name): AllowedAction<Name> => ({
  action,
  allowed: false,
  code: 'not-allowed',
  reason: 'Your roles do not allow this.',
});
