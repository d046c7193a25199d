import { describe, expect, it } from '@jest/globals';
import { worstBytes } from './bounds.js';
import { faultsOf } from './check.js';
import {
  descriptionOfSetting,
  exampleOfSetting,
  faultsOfSetting,
  settings,
  type Setting,
  type SettingKey,
} from './settings.js';

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

describe('A setting', () => {
  it.each(Object.entries(settings))(
    '%s has a lawful default and is defined under its own key',
    (key, setting) => {
      expect(setting.key).toBe(key);
      expect(faultsOfSetting(key as SettingKey, setting.default)).toEqual([]);
    },
  );

  it.each(Object.keys(settings) as SettingKey[])(
    '%s has a lawful example for documents, which shows more than what is empty',
    (key) => {
      const example = exampleOfSetting(key);
      expect(faultsOfSetting(key, example)).toEqual([]);
      expect(Object.values(example as object).every(isEmpty)).toBe(false);
      expect(descriptionOfSetting(key)).not.toMatch(/\((?:[A-Z]{0,2}-?\d|row)/);
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

  it.each(Object.entries<Setting>(settings))('[12.4] %s has a bound on every text and list', (_, setting) => {
    const unbounded: string[] = [];
    for (const schema of [setting.schema, setting.written?.schema ?? setting.schema])
      worstBytes(schema, undefined, (path) => unbounded.push(path));
    expect(unbounded).toEqual([]);
  });

  it('[12.4] is never larger than a message between services may be', () => {
    const greeting = '\u00e9'.repeat(500);
    const text = '\u00e9'.repeat(5000);
    const messages = Array.from({ length: 100 }, (_, n) => {
      const language = `en-${String(n).padStart(3, '0')}`;
      return { type: 'answer' as const, language, use: 'custom' as const, greeting, text };
    });
    expect(faultsOfSetting('custom-messages', { messages: messages.slice(0, 40) })).toEqual([]);
    expect(faultsOfSetting('custom-messages', { messages })).toEqual([
      '/ must not have more than 500000 bytes',
    ]);
  });

  const field = { label: 'x', required: false, options: [] };
  const form = (name: string) => ({ fields: [{ ...field, name, queueIds: [] }] });
  const ask = (name: string) => ({
    ...settings['ask-form'].default,
    fields: [{ ...field, name, kind: 'line' }],
  });
  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
    '[12.4] calls no field of a form as something every object has: %s',
    (name) => {
      const fault = [`/fields/0/name must be another than ${name}`];
      expect(faultsOfSetting('chat-form', form(name))).toEqual(fault);
      expect(faultsOfSetting('ask-form', ask(name))).toEqual(fault);
      expect(faultsOfSetting('ask-form', ask('card'))).toEqual([]);
      const items = [{ key: name.toLowerCase(), label: 'x' }];
      expect(faultsOfSetting('review-checklist', { items })).toHaveLength(Number(name === 'constructor'));
    },
  );

  it('[12.4] asks for a field of the web form once', () => {
    const { fields } = ask('card');
    expect(faultsOfSetting('ask-form', { ...ask('card'), fields: [...fields, ...fields] })).toEqual([
      '/fields/1/name is there already',
    ]);
  });

  it.each(['.', '..', ' ', 'two\nlines', '\u2028'])(
    '[12.4] calls no script so that an address could not hold it: %j',
    (name) => {
      const faults = (scripts: object[]) => faultsOfSetting('account-scripts', { scripts });
      expect(faults([{ name, kind: 'text', content: 'Hello' }]).join()).toMatch(/^\/scripts\/0\/name must/);
      expect(faults([{ name: 'a.b', kind: 'text', content: 'Hello' }])).toEqual([]);
      expect(faults([{ name: 'a', kind: 'text', content: ' \n' }])).toHaveLength(1);
    },
  );

  it('[12.4] takes addresses of international domains, and none with a quoted local part', () => {
    const at = (address: string) => faultsOfSetting('question-address', { enabled: true, address });
    for (const address of ['ask@bücher.example', 'ask@xn--bcher-kva.example'])
      expect(at(address)).toEqual([]);
    for (const address of ['"a b"@x.example', '"a@b"@x.example', 'a\u200b@x.example'])
      expect(at(address)).toContain('/address must match format "email"');
  });
});
