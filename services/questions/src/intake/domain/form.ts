import type { SettingValue } from '@carrel/contracts';
import { Refusal } from '@carrel/kernel';
import type { AskedField } from '../../question/domain/question.js';

/** What a library's web form asks (B24); the assignee is the library's own affair. */
export type AskForm = SettingValue<'ask-form'>;
export type Answers = Readonly<Record<string, string>>;

export class FormNotFilledIn extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'form-not-filled-in';
  constructor(missing: readonly string[], wrong: readonly string[]) {
    super('The form is not filled in as this library asks for it.', { missing, wrong });
  }
}

/** What was filled in, in the form's order, once it is all the form asks for and nothing else. */
export function filledIn(
  form: AskForm,
  given: { subject: string | null; email: string | null; fields: Answers },
): AskedField[] {
  const answers = new Map(Object.entries(given.fields).map(([name, value]) => [name, value.trim()]));
  const missing = form.fields
    .filter((field) => field.required && !answers.get(field.name))
    .map(({ name }) => name);
  if (form.subject === 'required' && !given.subject?.trim()) missing.unshift('subject');
  if (form.email === 'required' && !given.email) missing.unshift('patron.email');
  const wrong = [...answers]
    .filter(([name, value]) => value && !fits(form, name, value))
    .map(([name]) => name);
  if (missing.length || wrong.length) throw new FormNotFilledIn(missing, wrong);
  return form.fields.flatMap(({ name, label }) => {
    const value = answers.get(name);
    return value ? [{ name, label, value }] : [];
  });
}

function fits(form: AskForm, name: string, value: string): boolean {
  const field = form.fields.find((one) => one.name === name);
  if (!field) return false;
  if (field.kind === 'choice') return field.options.includes(value);
  if (field.kind === 'checkbox') return value === 'yes' || value === 'no';
  // eslint-disable-next-line no-control-regex
  return field.kind === 'text' || !/[\u0000-\u001f\u007f]/.test(value);
}
