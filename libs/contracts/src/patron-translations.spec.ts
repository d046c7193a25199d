import { describe, expect, it } from '@jest/globals';
import {
  labelled,
  optionLabelsOf,
  translated,
  translationFor,
  type PatronTranslation,
} from './patron-translations.js';
import { faultsOfSetting } from './settings.js';

const spanish: PatronTranslation = {
  language: 'es',
  waitingMessages: ['Un momento, por favor.'],
  closedPage: null,
  askForm: { title: 'Pregunte a {{library}}', introduction: '' },
  labels: [{ field: 'topic', label: 'Tema', options: [{ option: 'Law', text: 'Derecho' }] }],
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
    const field = { name: 'topic', label: 'Topic', options: ['Law', 'Else'] };
    expect(translated('ask-form', { title: 'Ask', fields: [field] }, spanish)).toEqual({
      ...{ title: 'Pregunte a {{library}}', introduction: '' },
      fields: [{ ...field, label: 'Tema', optionLabels: ['Derecho', 'Else'] }],
    });
    expect(labelled([field], undefined)).toEqual([{ ...field, optionLabels: field.options }]);
    expect(optionLabelsOf(field)).toEqual(field.options);
    expect(translated('patron-abuse', closed, spanish)).toBe(closed);
  });

  it('has each language once, each label once, and known placeholders', () => {
    expect(faultsOfSetting('patron-translations', all)).toEqual([]);
    const faults = (value: object) =>
      faultsOfSetting('patron-translations', value).map((one) => one.split(' ')[0]);
    expect(faults({ languages: [spanish, spanish] })).toEqual(['/languages/1/language']);
    const labels = [...spanish.labels, ...spanish.labels];
    expect(faults({ languages: [{ ...spanish, labels }] })).toEqual(['/languages/0/labels/1/field']);
    const twice = [1, 2].map(() => ({ option: 'Law', text: 'Derecho' }));
    const [label] = spanish.labels;
    expect(faults({ languages: [{ ...spanish, labels: [{ ...label, options: twice }] }] })).toEqual([
      '/languages/0/labels/0/options/1/option',
    ]);
    const askForm = { title: 'x', introduction: '{{number}}', acknowledgement: '{{number}} {{hours}}' };
    expect(faults({ languages: [{ ...spanish, askForm }] })).toEqual([
      '/languages/0/askForm/introduction',
      '/languages/0/askForm/acknowledgement',
    ]);
    const closedPage = { title: 'Cerrado', text: '{{hours}}' };
    expect(faults({ languages: [{ ...spanish, closedPage }] })).toEqual(['/languages/0/closedPage/text']);
  });
});
