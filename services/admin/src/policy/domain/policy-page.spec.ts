import { policyFields } from '@carrel/contracts';
import { describe, expect, it } from '@jest/globals';
import { anId, now } from '../../../test/builders.js';
import { PolicyPage } from './policy-page.js';

const required = [...policyFields.values()].filter((field) => field.required).map(({ key }) => key);
const page = () => PolicyPage.begin(anId(), anId());
const filled = () => {
  const made = page();
  for (const key of required) made.write(key, 'en', 'So and so.', undefined, anId(), now);
  return made;
};
const refused = (code: string) => expect.objectContaining({ kind: 'conflict', code });

describe('A policy page', () => {
  it('[R123] is hidden and empty until its library writes it, and each field is written for itself', () => {
    const one = page();
    expect([one.status, one.texts, one.version]).toEqual(['hidden', {}, 0]);
    one.write('hours', 'en', 'Nine to five.', 0, anId(), now);
    one.write('hours', 'es', 'De nueve a cinco.', 1, anId(), now);
    expect(one.texts).toEqual({ hours: { en: 'Nine to five.', es: 'De nueve a cinco.' } });
    one.write('hours', 'en', '', 2, anId(), now);
    one.write('hours', 'es', '', 3, anId(), now);
    expect(one.texts).toEqual({});
    expect(() => one.write('hours', 'en', 'x', 3, anId(), now)).toThrow(
      expect.objectContaining({ kind: 'stale' }),
    );
    expect(() => one.write('constructor', 'en', 'x', undefined, anId(), now)).toThrow(
      expect.objectContaining({ kind: 'not-found' }),
    );
  });

  it('[R124] is submitted once, when it is viewable and says what it must', () => {
    const one = filled();
    expect(() => one.submit(undefined, anId(), now)).toThrow(refused('policy-page-hidden'));
    one.turn('viewable', undefined, anId(), now);
    one.write(required[0]!, 'en', '', undefined, anId(), now);
    expect(() => one.submit(undefined, anId(), now)).toThrow(
      expect.objectContaining({ code: 'policy-fields-missing', facts: { fields: [required[0]] } }),
    );
    one.write(required[0]!, 'en', 'So.', undefined, anId(), now);
    one.submit(undefined, anId(), now);
    expect(one.takeEvents().map(({ name }) => name)).toEqual(['policy-page.submitted.v1']);
    expect(() => one.submit(undefined, anId(), now)).toThrow(refused('policy-page-submitted'));
  });

  it('[R124] is accepted once, and not before it was submitted', () => {
    const one = filled();
    one.accept(anId(), now);
    expect(one.acceptedAt).toBeNull();
    one.turn('viewable', undefined, anId(), now);
    one.submit(undefined, anId(), now);
    one.takeEvents();
    const queueId = anId();
    one.accept(queueId, now);
    one.accept(anId(), now);
    expect(one.queueId).toBe(queueId);
    expect(one.takeEvents().map(({ name }) => name)).toEqual(['policy-page.accepted.v1']);
  });
});
