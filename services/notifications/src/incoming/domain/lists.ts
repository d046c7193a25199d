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

/**
 * Whether the list is the address itself that the mail came to, as where a library's address is a group of a mail
 * service that hands on to Carrel: List-Post or Mailing-List name it, or List-Id is its name (RFC 2919).
 */
export function isOwnList(mail: Pick<ReadMail, 'headers'>, recipient: string): boolean {
  const own = recipient.toLowerCase();
  const [local = '', domain = ''] = own.split('@');
  if (!local || !domain) return false;
  return mail.headers.some(({ name, value }) => {
    const said = value.slice(0, 1000).toLowerCase();
    if (name === 'list-id' || name === 'x-list-id')
      return [own, `${local}.${domain}`].includes((/<([^<>]*)>/.exec(said)?.[1] ?? said).trim());
    if (name === 'list-post' || name === 'mailing-list' || name === 'x-mailing-list')
      return [...said.matchAll(/[^\s<>:;,"]+@[^\s<>:;,?"]+/g)].some(([address]) => address === own);
    return false;
  });
}
