import type { SettingValue } from '@carrel/contracts';

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
    form: { title, introduction, subject, email, fields },
  };
}
