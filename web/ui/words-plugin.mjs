import { parse } from '@formatjs/icu-messageformat-parser';

/**
 * Vite's plugin for `*.words.json`: ICU messages are parsed in the build, so that no page loads a parser. A message
 * without anything to fill in stays a text.
 */
export const words = () => ({
  name: 'carrel-words',
  enforce: 'pre',
  transform(text, id) {
    if (!id.split('?')[0].endsWith('.words.json')) return undefined;
    const compiled = Object.fromEntries(
      Object.entries(JSON.parse(text)).map(([key, message]) => [key, compile(message, `${id}: ${key}`)]),
    );
    // Still JSON: Vite makes a module of it.
    return { code: JSON.stringify(compiled), map: null };
  },
});

/** How `intl-messageformat` comes without its parser. */
export const withoutParser = {
  find: /^@formatjs\/icu-messageformat-parser$/,
  replacement: '@formatjs/icu-messageformat-parser/no-parser.js',
};

function compile(message, where) {
  let elements;
  try {
    elements = parse(message, { ignoreTag: true });
  } catch (error) {
    throw new Error(`${where}: ${error.message}`, { cause: error });
  }
  const plain = elements.every(({ type }) => type === 0);
  return plain ? elements.map(({ value }) => value).join('') : elements;
}
