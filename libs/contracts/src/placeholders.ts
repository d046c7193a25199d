/** What is wrong with the placeholders of a text, in words for its author; nothing when each is known. */
export function tokenFaults(text: string, known: readonly string[]): string[] {
  const faults = [...text.matchAll(/\{\{(.*?)\}\}/gs)]
    .map(([, token]) => token!.trim())
    .filter((token) => !known.includes(token))
    .map(
      (token) =>
        `has no token {{${token.slice(0, 40)}}}; there are ${known.map((k) => `{{${k}}}`).join(', ')}`,
    );
  const rest = text.replace(/\{\{.*?\}\}/gs, '');
  if (/\{\{|\}\}|\{%|%\}/.test(rest)) faults.push('has braces of a token that is not complete');
  return [...new Set(faults)];
}

/** What a chat script may name as `{{token}}`; mails have the same tokens and more (messageTokens). */
export const scriptTokens = ['patron', 'librarian', 'library', 'group'] as const;

/** What the texts of a library's own pages may name: the form, what stands while chat is closed or a patron waits. */
export const pageTokens = ['library', 'group'] as const;
/** For descriptions of such texts. */
export const mayNamePage = 'may name {{library}} and {{group}}';

/** What the text may name that is read once a question is sent. */
export const acknowledgementTokens = [...pageTokens, 'number'] as const;
/** For descriptions of that text. */
export const mayNameNumber = 'may name {{library}}, {{group}} and {{number}}';

/** What is wrong with the placeholders of named texts, one line each. */
export const faultsOfTexts = (
  texts: Readonly<Record<string, string | undefined>>,
  known: readonly string[] = pageTokens,
): string[] =>
  Object.entries(texts).flatMap(([path, text]) =>
    tokenFaults(text ?? '', known).map((fault) => `/${path} ${fault}`),
  );

/** A fault for each text, however deep, that has a placeholder where none is filled in: people would read it as it stands. */
export function strayTokens(value: unknown, path = ''): string[] {
  if (typeof value === 'string')
    return /\{\{.*?\}\}/s.test(value) ? [`${path} takes no placeholders such as {{library}}`] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, of]) => strayTokens(of, `${path}/${name}`));
}

/** The text with each placeholder's value in its place; one without a value is left empty. */
export const filledIn = (text: string, values: Readonly<Record<string, string | null>>): string =>
  text.replace(/\{\{(.*?)\}\}/gs, (_, token: string) => {
    const name = token.trim();
    return (Object.hasOwn(values, name) ? values[name] : null) ?? '';
  });

/** Names of a setting's texts that `worded` fills in. */
const worded = ['title', 'introduction', 'text', 'messages'];

/** A setting of texts for patrons with the values of their placeholders. */
export function wordedWith<T>(value: T, values: Readonly<Record<string, string | null>>): T {
  const fill = (one: unknown, isText: boolean): unknown => {
    if (typeof one === 'string') return isText ? filledIn(one, values) : one;
    if (Array.isArray(one)) return one.map((item) => fill(item, isText));
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one).map(([name, of]) => [name, fill(of, worded.includes(name))]),
    );
  };
  return fill(value, false) as T;
}
