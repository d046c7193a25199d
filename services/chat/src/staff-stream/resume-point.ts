import { Problem } from '@carrel/web';

/** How far a reader is: the last notice, the last word of colleagues, and the last line of each chat by its mark. */
export interface Place {
  notice: number;
  talk: string | null;
  readonly lines: Map<string, number>;
}

/** The end of a session's id, which distinguishes it from the few others of one reader. */
export const markOf = (sessionId: string): string => sessionId.slice(-12);

/** The id of an event of the stream: `<notice>.<talk or ->` and `.<mark>-<line>` for each chat. Opaque to clients. */
export function pointOf({ notice, talk, lines }: Place): string {
  const chats = [...lines].map(([mark, seq]) => `.${mark}-${seq}`);
  return `${notice}.${talk?.replaceAll('-', '') ?? '-'}${chats.join('')}`;
}

const shape = /^([0-9]{1,10})\.(-|[0-9a-f]{32})((?:\.[0-9a-f]{12}-[0-9]{1,9}){0,60})$/;

/** @throws Problem 400 `malformed-cursor` for what is no id of this stream */
export function readPoint(point: string): Place {
  const [, notice, talk, chats] = shape.exec(point) ?? [];
  if (notice === undefined || talk === undefined || chats === undefined)
    throw new Problem(400, 'malformed-cursor', 'A resume point is the id of an event of this stream.');
  const lines = chats
    .split('.')
    .filter((part) => part !== '')
    .map((part): [string, number] => [part.slice(0, 12), Number(part.slice(13))]);
  return { notice: Number(notice), talk: talk === '-' ? null : dashed(talk), lines: new Map(lines) };
}

const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
