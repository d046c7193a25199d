import { Injectable } from '@nestjs/common';
import type { Actor } from '../shared/domain/authority.js';
import {
  cannedAnswers,
  changedText,
  scripts,
  withoutText,
  withText,
  type CannedAnswer,
  type PreparedTexts,
  type Script,
} from './domain/scripts.js';
import type { Setting } from './domain/setting.js';
import { SettingsService, type Owner } from './settings.service.js';

export type { CannedAnswer, Script } from './domain/scripts.js';

/** Prepared texts one at a time: add, change, remove (R122). They are kept as one setting for each scope. */
export class PreparedTextsService<T extends { readonly name: string }> {
  constructor(
    private readonly settings: SettingsService,
    private readonly kind: PreparedTexts,
  ) {}

  async all(owner: Owner, by: Actor): Promise<{ setting: Setting; texts: readonly T[] }> {
    const setting = await this.settings.get(owner, this.kind.of[owner.level], by);
    return { setting, texts: this.textsIn(setting.value) };
  }

  add(owner: Owner, text: T, seen: number | undefined, by: Actor): Promise<Setting> {
    return this.change(owner, (all) => withText(all, text, this.kind), seen, by);
  }

  put(owner: Owner, name: string, text: T, seen: number | undefined, by: Actor): Promise<Setting> {
    return this.change(owner, (all) => changedText(all, name, text, this.kind), seen, by);
  }

  remove(owner: Owner, name: string, seen: number | undefined, by: Actor): Promise<Setting> {
    return this.change(owner, (all) => withoutText(all, name, this.kind), seen, by);
  }

  private change(
    owner: Owner,
    decide: (texts: readonly T[]) => T[],
    seen: number | undefined,
    by: Actor,
  ): Promise<Setting> {
    const { of, list } = this.kind;
    const changed = (value: unknown) => ({ [list]: decide(this.textsIn(value)) });
    return this.settings.change(owner, of[owner.level], changed, seen, by);
  }

  private textsIn(value: unknown): readonly T[] {
    return (value as Record<string, readonly T[]>)[this.kind.list] ?? [];
  }
}

/** Chat's scripts. */
@Injectable()
export class ScriptsService extends PreparedTextsService<Script> {
  constructor(settings: SettingsService) {
    super(settings, scripts);
  }
}

/** What librarians answer again and again. */
@Injectable()
export class CannedAnswersService extends PreparedTextsService<CannedAnswer> {
  constructor(settings: SettingsService) {
    super(settings, cannedAnswers);
  }
}
