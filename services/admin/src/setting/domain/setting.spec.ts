import { settings, type SettingKey } from '@carrel/contracts';
import { describe, expect, it } from '@jest/globals';
import { anId, now } from '../../../test/builders.js';
import { isSetting, Setting, mayShareFollowup } from './setting.js';

const unset = (key: SettingKey): Setting => {
  const { level } = settings[key];
  return Setting.unset(anId(), key, level === 'group' ? 'group' : 'institution', anId());
};

describe('A setting', () => {
  it('is its default until someone sets it', () => {
    const setting = unset('chat-limits');
    expect([setting.value, setting.version]).toEqual([{ patronsAtOnce: 3, patronsWithIdle: 5 }, 0]);
    expect(setting.takeEvents()).toEqual([]);
  });

  it('[R1] belongs to exactly one level', () => {
    for (const key of Object.keys(settings) as SettingKey[]) {
      expect([isSetting(key, 'group'), isSetting(key, 'institution')]).toEqual([
        settings[key].level === 'group',
        settings[key].level === 'institution',
      ]);
    }
    expect(isSetting('constructor', 'group')).toBe(false);
  });

  it('refuses a value that breaks its schema, and says where', () => {
    expect(() => unset('shared-followup').set({ enabled: 'yes' }, undefined, anId(), now)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        facts: expect.objectContaining({ key: 'shared-followup' }),
      }),
    );
  });

  it('refuses a change by someone who has not seen the last one', () => {
    const setting = unset('followup-due');
    setting.set({ hours: 48 }, 0, anId(), now);
    expect(() => setting.set({ hours: 24 }, 0, anId(), now)).toThrow(
      expect.objectContaining({ kind: 'stale' }),
    );
    setting.set({ hours: 24 }, 1, anId(), now);
    setting.set({ hours: 12 }, undefined, anId(), now);
    expect(setting.version).toBe(3);
  });

  it('tells others its value, but not a personal one', () => {
    const open = unset('shared-followup');
    open.set({ enabled: true }, undefined, anId(), now);
    expect(open.takeEvents()[0]?.data).toMatchObject({ key: 'shared-followup', value: { enabled: true } });
    const personal = unset('email-notification');
    personal.set({ enabled: true, addresses: ['alerts@fir.example'] }, undefined, anId(), now);
    expect(personal.takeEvents()[0]?.data).toMatchObject({ key: 'email-notification', value: null });
  });
});

describe('Shared Followup', () => {
  it('[R83] is turned on only where two libraries or more share it, and turned off anywhere', () => {
    expect(() => mayShareFollowup('shared-followup', { enabled: true }, 1)).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'shared-followup-needs-libraries' }),
    );
    expect(() => mayShareFollowup('shared-followup', { enabled: true }, 2)).not.toThrow();
    expect(() => mayShareFollowup('shared-followup', { enabled: false }, 1)).not.toThrow();
    expect(() => mayShareFollowup('close-policy', { who: 'any-holder' }, 1)).not.toThrow();
  });
});
