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

/** The text with each placeholder's value in its place; one without a value is left empty. */
export const filledIn = (text: string, values: Readonly<Record<string, string | null>>): string =>
  text.replace(/\{\{(.*?)\}\}/gs, (_, token: string) => {
    const name = token.trim();
    return (Object.hasOwn(values, name) ? values[name] : null) ?? '';
  });
