import { LimitAboveGroups } from './refusals.js';

/** Patrons a librarian has now: those not yellow, and all of them (A7). */
export interface Load {
  lively: number;
  all: number;
}

/** What the librarian's group allows (setting chat-limits, B19). */
export interface Limits {
  patronsAtOnce: number;
  patronsWithIdle: number;
}

/** Whether one more patron may be taken on: yellow ones free a place, up to the ceiling (R14, R20, B19). */
export function hasRoom(load: Load, limits: Limits): boolean {
  return load.lively < limits.patronsAtOnce && load.all < limits.patronsWithIdle;
}

/** A personal limit is for fewer patrons than the group allows, never for more (R14). */
export function mustBeWithin(limits: Limits, personal: number | null): void {
  if (personal !== null && personal > limits.patronsAtOnce) throw new LimitAboveGroups(limits.patronsAtOnce);
}

/** A personal limit below the group's; as many yellow ones may come on top as the group lets (R14, A7). */
export function limitsFor(limits: Limits, personal: number | null): Limits {
  if (personal === null || personal >= limits.patronsAtOnce) return limits;
  const onTop = limits.patronsWithIdle - limits.patronsAtOnce;
  return { patronsAtOnce: personal, patronsWithIdle: personal + onTop };
}
