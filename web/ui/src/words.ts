import { IntlMessageFormat } from 'intl-messageformat';

/** The words of one language, as `words-plugin.mjs` compiles them. */
export type Catalogue<Key extends string> = Readonly<Record<Key, string | unknown[]>>;
export type Values = Readonly<Record<string, string | number | Date>>;
/** Says a message in the language that was chosen. */
export type Say<Key extends string> = (key: Key, values?: Values) => string;

/** @returns what says messages of a catalogue; messages are built once each */
export function speaker<Key extends string>(language: string, catalogue: Catalogue<Key>): Say<Key> {
  const built = new Map<Key, IntlMessageFormat>();
  return (key, values) => {
    const message = catalogue[key];
    if (typeof message === 'string') return message;
    let format = built.get(key);
    if (!format) built.set(key, (format = new IntlMessageFormat(message as never, language)));
    return String(format.format(values as never));
  };
}
