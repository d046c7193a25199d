import { optionLabelsOf, type SettingValue } from '@carrel/contracts';
import { FormIncomplete, type FormFault } from './refusals.js';

type AskForm = SettingValue<'ask-form'>;

/**
 * Where the question can be left instead, and with what (B17, B24): `fields` is the body to fill in, `form` what the
 * library asks and in which words.
 */
export function askFormOf(institutionId: string, { title, introduction, subject, email, fields }: AskForm) {
  return {
    method: 'POST',
    url: '/api/questions/v1/questions',
    fields: {
      institutionId,
      text: null,
      subject: null,
      patron: { name: null, email: null },
      fields: Object.fromEntries(fields.map(({ name }) => [name, null])),
    },
    form: {
      ...{ title, introduction, subject, email },
      fields: fields.map((field) => ({ ...field, optionLabels: optionLabelsOf(field) })),
    },
  };
}

/** One question of a queue's chat form (setting chat-form). */
export interface FormField {
  name: string;
  label: string;
  required: boolean;
  /** Answers to choose from; none: any text. */
  options: string[];
  queueIds: string[];
}

/** The fields asked on one queue (R121). */
export function formOf(fields: readonly FormField[], queueId: string): FormField[] {
  return fields.filter(({ queueIds }) => queueIds.length === 0 || queueIds.includes(queueId));
}

/** An answer as it is shown to people: under the label that the patron saw. */
export interface Answered {
  name: string;
  label: string;
  value: string;
}

/** What was answered, in the form's order; answers to what the form does not ask (any more) under their names. */
export function answered(form: readonly FormField[], answers: Record<string, string>): Answered[] {
  const labels = new Map(form.map(({ name, label }) => [name, label]));
  const names = [...new Set([...labels.keys(), ...Object.keys(answers)])];
  return names.flatMap((name) => {
    const value = (Object.hasOwn(answers, name) ? answers[name] : undefined)?.trim();
    return value ? [{ name, label: labels.get(name) ?? name, value }] : [];
  });
}

/** A queue without a form of its own takes whatever it is sent. */
export function mustFillIn(form: readonly FormField[], answers: Record<string, string>): void {
  if (form.length === 0) return;
  const known = new Set(form.map(({ name }) => name));
  const faults: FormFault[] = Object.keys(answers)
    .filter((name) => !known.has(name))
    .map((field) => ({ field, fault: 'unknown' }));
  for (const { name: field, required, options } of form) {
    const answer = (Object.hasOwn(answers, field) ? answers[field]! : '').trim();
    if (answer === '' && required) faults.push({ field, fault: 'missing' });
    if (answer !== '' && options.length > 0 && !options.includes(answer))
      faults.push({ field, fault: 'not-an-option' });
  }
  if (faults.length > 0) throw new FormIncomplete(faults);
}
