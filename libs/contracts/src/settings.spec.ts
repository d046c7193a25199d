import { describe, expect, it } from '@jest/globals';
import { faultsOf } from './check.js';
import { faultsOfSetting, settings, type SettingKey } from './settings.js';

describe('A setting', () => {
  it.each(Object.entries(settings))(
    '%s has a lawful default and is defined under its own key',
    (key, setting) => {
      expect(setting.key).toBe(key);
      expect(faultsOfSetting(key as SettingKey, setting.default)).toEqual([]);
    },
  );

  it('[R82] shared follow-up belongs to the subscription group and is off until someone turns it on', () => {
    expect(settings['shared-followup']).toMatchObject({ level: 'group', default: { enabled: false } });
  });

  it('[R14] three patrons at once, [R16] sixty seconds and [R18] three minutes are defaults of a group, not constants', () => {
    expect(settings['chat-limits']).toMatchObject({ level: 'group', default: { patronsAtOnce: 3 } });
    expect(settings['chat-times']).toMatchObject({
      level: 'group',
      default: { localFirstSeconds: 60, yellowSeconds: 180 },
    });
  });

  it('[R102] a library says what it is good at in codes, which may travel in events', () => {
    const { schema, inEvents } = settings.expertise;
    expect(inEvents).toBe(true);
    const law = { subjects: ['law'], geography: ['us-md'], languages: ['es', 'pt-br'] };
    expect(faultsOf(schema, law)).toEqual([]);
    expect(faultsOf(schema, { ...law, subjects: ['Ask Robin'] })).not.toEqual([]);
  });

  it('referral partners are all libraries until the subscription group says none or selected ones (1.2)', () => {
    const { schema, level, default: all } = settings['referral-partners'];
    expect([level, all]).toEqual(['group', { mode: 'all', institutionIds: [] }]);
    expect(faultsOf(schema, { mode: 'some', institutionIds: [] })).not.toEqual([]);
    expect(faultsOf(schema, { mode: 'selected', institutionIds: ['Aspen'] })).not.toEqual([]);
  });

  it('with e-mail addresses never travels in an event (B1)', () => {
    expect(settings['email-notification'].inEvents).toBe(false);
  });
});
