import { type SettingKey, faultsOfSetting, settings } from '@carrel/contracts';
import { SharedFollowupNeedsLibraries, SettingRefused, Stale, NotOfTheGroup } from './refusals.js';
import { Aggregate } from '@carrel/kernel';

const fewest = 2;

/** Nobody shares follow-up alone: turning it on takes two libraries of one subscription group (R83, A27). */
export function mayShareFollowup(key: SettingKey, value: unknown, libraries: number): void {
  const turnsOn = (value as { enabled?: boolean } | null)?.enabled === true;
  if (key === 'shared-followup' && turnsOn && libraries < fewest) {
    throw new SharedFollowupNeedsLibraries(libraries);
  }
}

/** A library that closes leaves its patrons' questions to it, so it is none of another group's. */
export function mayTakeQuestions(key: SettingKey, value: unknown, libraries: ReadonlySet<string>): void {
  const { institutionId } = (value ?? {}) as { institutionId?: unknown };
  if (key === 'default-library' && typeof institutionId === 'string' && !libraries.has(institutionId))
    throw new NotOfTheGroup(institutionId);
}

export type SettingLevel = 'group' | 'institution' | 'account';

export const isSetting = (key: string, level: SettingLevel): key is SettingKey =>
  Object.hasOwn(settings, key) && settings[key as SettingKey].level === level;

/** The value one group, library or librarian has given to one setting; until then the default of contracts holds. */
export class Setting extends Aggregate {
  key!: SettingKey;
  level!: SettingLevel;
  ownerId!: string;
  value!: unknown;
  /** 0 until it was set once; the ETag. */
  version!: number;
  changedBy!: string | null;
  changedAt!: Date | null;

  static unset(id: string, key: SettingKey, level: SettingLevel, ownerId: string): Setting {
    const setting = new Setting();
    setting.id = id;
    setting.key = key;
    setting.level = level;
    setting.ownerId = ownerId;
    setting.value = settings[key].default;
    setting.version = 0;
    setting.changedBy = null;
    setting.changedAt = null;
    return setting;
  }

  /** Checked before any rule on the present value: a stale caller would get other refusals first. */
  mustBe(seen: number | undefined): void {
    if (seen !== undefined && seen !== this.version) throw new Stale();
  }

  /** `seen` is the version the caller last read; undefined when the caller does not care. */
  set(value: unknown, seen: number | undefined, by: string, now: Date): void {
    this.mustBe(seen);
    const faults = faultsOfSetting(this.key, value);
    if (faults.length > 0) throw new SettingRefused(this.key, faults);
    this.value = value;
    this.version += 1;
    this.changedBy = by;
    this.changedAt = now;
    this.announce(now);
  }

  /** Republishes it without a personal or secret value, which services request instead (B1, B25). */
  announce(now: Date): void {
    const { key, level, ownerId, value } = this;
    const published = settings[key].inEvents ? value : null;
    this.record('settings.changed.v1', { key, level, ownerId, value: published }, now);
  }
}
