import { describe, expect, it } from '@jest/globals';
import { labelled, translated, translationFor, type PatronTranslation } from './patron-translations.js';
import { faultsOfSetting } from './settings.js';

const spanish: PatronTranslation = {
  language: 'es',
  waitingMessages: ['Un momento, por favor.'],
  closedPage: null,
  askForm: { title: 'Pregunte a {{library}}', introduction: '' },
  labels: [{ field: 'topic', label: 'Tema' }],
};
const all = { languages: [spanish] };

describe('What patrons read in other languages', () => {
  it('is that of the nearest language that the library has words in, and its own words at worst', () => {
    expect(translationFor(all, 'en', ['es-MX'])).toBe(spanish);
    expect(translationFor(all, 'en', ['fr', 'es'])).toBe(spanish);
    expect(translationFor(all, 'en', ['en-GB', 'es'])).toBeUndefined();
    expect(translationFor(all, 'en', ['fr'])).toBeUndefined();
    expect(translationFor(all, 'en', [])).toBeUndefined();
  });

  it('stands in place of the library’s own words where it says anything', () => {
    const messages = { messages: ['One moment.'] };
    expect(translated('waiting-messages', messages, spanish)).toEqual({ messages: spanish.waitingMessages });
    const closed = { title: 'Closed', text: '' };
    expect(translated('chat-closed-page', closed, spanish)).toBe(closed);
    const field = { name: 'topic', label: 'Topic', options: ['Law'] };
    expect(translated('ask-form', { title: 'Ask', fields: [field] }, spanish)).toEqual({
      ...{ title: 'Pregunte a {{library}}', introduction: '' },
      fields: [{ name: 'topic', label: 'Tema', options: ['Law'] }],
    });
    expect(labelled([field], undefined)).toEqual([field]);
    expect(translated('patron-abuse', closed, spanish)).toBe(closed);
  });

  it('has each language once, each label once, and known placeholders', () => {
    expect(faultsOfSetting('patron-translations', all)).toEqual([]);
    const faults = (value: object) =>
      faultsOfSetting('patron-translations', value).map((one) => one.split(' ')[0]);
    expect(faults({ languages: [spanish, spanish] })).toEqual(['/languages/1/language']);
    const labels = [...spanish.labels, ...spanish.labels];
    expect(faults({ languages: [{ ...spanish, labels }] })).toEqual(['/languages/0/labels/1/field']);
    const closedPage = { title: 'Cerrado', text: '{{hours}}' };
    expect(faults({ languages: [{ ...spanish, closedPage }] })).toEqual(['/languages/0/closedPage/text']);
  });
});
