import { headerOf, type ReadMail } from './read-mail.js';

const names = [
  'list-id',
  'list-post',
  'list-unsubscribe',
  'list-owner',
  'mailing-list',
  'x-mailing-list',
  'x-list-id',
];

/** What shows that a mail went to many through a list (RFC 2369, 2919). */
export function listSign(mail: Pick<ReadMail, 'headers'>): string | undefined {
  const found = mail.headers.find(({ name }) => names.includes(name))?.name;
  if (found) return found.replace(/^x-/, '');
  return /^\s*list\b/i.test(headerOf(mail, 'precedence') ?? '') ? 'precedence' : undefined;
}
