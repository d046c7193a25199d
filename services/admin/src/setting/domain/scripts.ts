import type { SettingKey, SettingValue } from '@carrel/contracts';
import { NotFound, Refusal } from '@carrel/kernel';
import type { SettingLevel } from './setting.js';

type Scripts = SettingValue<'group-scripts'>;
/** A text to say or a page to open, called by its name (R122). */
export type Script = Scripts['scripts'][number];

/** Three scopes: Shared, Institution's and My scripts. */
export const scriptsOf = {
  group: 'group-scripts',
  institution: 'institution-scripts',
  account: 'account-scripts',
} as const satisfies Record<SettingLevel, SettingKey>;

class ScriptExists extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'script-exists';
  constructor(name: string) {
    super(`There is a script of the name ${name} already.`, { name });
  }
}

export function withScript({ scripts }: Scripts, added: Script): Scripts {
  if (scripts.some(({ name }) => name === added.name)) throw new ScriptExists(added.name);
  return { scripts: [...scripts, added] };
}

/** Keeps its place, also under a new name. */
export function changedScript({ scripts }: Scripts, name: string, changed: Script): Scripts {
  mustBeThere(scripts, name);
  if (changed.name !== name && scripts.some((script) => script.name === changed.name))
    throw new ScriptExists(changed.name);
  return { scripts: scripts.map((script) => (script.name === name ? changed : script)) };
}

export function withoutScript({ scripts }: Scripts, name: string): Scripts {
  mustBeThere(scripts, name);
  return { scripts: scripts.filter((script) => script.name !== name) };
}

function mustBeThere(scripts: readonly Script[], name: string): void {
  if (!scripts.some((script) => script.name === name)) throw new NotFound('script');
}
