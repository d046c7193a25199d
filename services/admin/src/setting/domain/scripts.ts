import type { SettingKey, SettingValue } from '@carrel/contracts';
import { NotFound, Refusal } from '@carrel/kernel';
import type { SettingLevel } from './setting.js';

/** A text to say or a page to open, called by its name (R122). */
export type Script = SettingValue<'group-scripts'>['scripts'][number];
/** A prepared text for answers, called by its name. */
export type CannedAnswer = SettingValue<'group-answers'>['answers'][number];

/** Texts that are kept as one setting for each of three scopes: Shared, Institution's and My. */
export interface PreparedTexts {
  readonly of: Readonly<Record<SettingLevel, SettingKey>>;
  /** The name of their list in the setting. */
  readonly list: string;
  readonly taken: string;
  readonly called: string;
}
export const scripts = {
  of: { group: 'group-scripts', institution: 'institution-scripts', account: 'account-scripts' },
  ...{ list: 'scripts', taken: 'script-exists', called: 'script' },
} as const satisfies PreparedTexts;
export const cannedAnswers = {
  of: { group: 'group-answers', institution: 'institution-answers', account: 'account-answers' },
  ...{ list: 'answers', taken: 'canned-answer-exists', called: 'canned answer' },
} as const satisfies PreparedTexts;

interface Named {
  readonly name: string;
}

class NameTaken extends Refusal {
  readonly kind = 'conflict';
  constructor(
    readonly code: string,
    called: string,
    name: string,
  ) {
    super(`There is a ${called} of the name ${name} already.`, { name });
  }
}

export function withText<T extends Named>(all: readonly T[], added: T, kind: PreparedTexts): T[] {
  mustBeFree(all, added.name, kind);
  return [...all, added];
}

/** Keeps its place, also under a new name. */
export function changedText<T extends Named>(
  all: readonly T[],
  name: string,
  changed: T,
  kind: PreparedTexts,
): T[] {
  mustBeThere(all, name, kind);
  if (changed.name !== name) mustBeFree(all, changed.name, kind);
  return all.map((one) => (one.name === name ? changed : one));
}

export function withoutText<T extends Named>(all: readonly T[], name: string, kind: PreparedTexts): T[] {
  mustBeThere(all, name, kind);
  return all.filter((one) => one.name !== name);
}

function mustBeFree(all: readonly Named[], name: string, { taken, called }: PreparedTexts): void {
  if (all.some((one) => one.name === name)) throw new NameTaken(taken, called, name);
}

function mustBeThere(all: readonly Named[], name: string, { called }: PreparedTexts): void {
  if (!all.some((one) => one.name === name)) throw new NotFound(called);
}
