import { Injectable } from '@nestjs/common';
import type { SettingValue } from '@carrel/contracts';
import type { Actor } from '../shared/domain/authority.js';
import { changedScript, scriptsOf, withoutScript, withScript, type Script } from './domain/scripts.js';
import type { Setting } from './domain/setting.js';
import { SettingsService, type Owner } from './settings.service.js';

export type { Script } from './domain/scripts.js';
type Scripts = SettingValue<'group-scripts'>;

/** Scripts one at a time: add, change, remove (R122). They are kept as one setting for each scope. */
@Injectable()
export class ScriptsService {
  constructor(private readonly settings: SettingsService) {}

  all(owner: Owner, by: Actor): Promise<Setting> {
    return this.settings.get(owner, scriptsOf[owner.level], by);
  }

  add(owner: Owner, script: Script, seen: number | undefined, by: Actor): Promise<Setting> {
    return this.change(owner, (scripts) => withScript(scripts, script), seen, by);
  }

  put(owner: Owner, name: string, script: Script, seen: number | undefined, by: Actor): Promise<Setting> {
    return this.change(owner, (scripts) => changedScript(scripts, name, script), seen, by);
  }

  remove(owner: Owner, name: string, seen: number | undefined, by: Actor): Promise<Setting> {
    return this.change(owner, (scripts) => withoutScript(scripts, name), seen, by);
  }

  private change(
    owner: Owner,
    decide: (scripts: Scripts) => Scripts,
    seen: number | undefined,
    by: Actor,
  ): Promise<Setting> {
    return this.settings.change(owner, scriptsOf[owner.level], (value) => decide(value as Scripts), seen, by);
  }
}
