import { settings } from '@carrel/contracts';
import { describe, expect, it } from '@jest/globals';
import { filledIn, type AskForm } from './form.js';

const form: AskForm = {
  ...settings['ask-form'].default,
  subject: 'required',
  email: 'required',
  fields: [
    { name: 'card', label: 'Library card', kind: 'line', required: true, options: [] },
    { name: 'grade', label: 'Grade', kind: 'choice', required: false, options: ['1 to 6', '7 to 12'] },
    { name: 'story', label: 'What you have found', kind: 'text', required: false, options: [] },
    { name: 'terms', label: 'I agree', kind: 'checkbox', required: false, options: [] },
  ],
};
const given = { subject: 'Kites', email: 'r@patron.example', fields: { card: ' 123 ' } };
const filling = (more: object) => () => filledIn(form, { ...given, ...more });
const refused = (facts: object) => expect.objectContaining({ code: 'form-not-filled-in', facts });

describe('The web form of a library', () => {
  it('[B24] keeps what was filled in with the labels it was asked by, in its own order', () => {
    const fields = { story: 'Two\nbooks', card: ' 123 ', grade: '' };
    expect(filledIn(form, { ...given, fields })).toEqual([
      { name: 'card', label: 'Library card', value: '123' },
      { name: 'story', label: 'What you have found', value: 'Two\nbooks' },
    ]);
  });

  it('[B24] names what is missing', () => {
    expect(filling({ subject: ' ', email: null, fields: {} })).toThrow(
      refused({ missing: ['patron.email', 'subject', 'card'], wrong: [] }),
    );
  });

  it.each([
    ['a field the form does not have', { colour: 'red' }, 'colour'],
    ['a choice that is not offered', { grade: 'College' }, 'grade'],
    ['a line with a line break', { card: '1\r\nBcc: x@y.example' }, 'card'],
    ['a box that is neither ticked nor not', { terms: 'perhaps' }, 'terms'],
  ])('[B24] refuses %s', (_, more, wrong) => {
    expect(filling({ fields: { card: '1', ...more } })).toThrow(refused({ missing: [], wrong: [wrong] }));
  });
});
