import type { Line } from '../api.js';

/** A line of the patron's that Carrel has not confirmed yet. */
export interface Pending {
  /** Sent again under the same name it is written once. */
  readonly clientId: string;
  readonly text: string;
  /** The last line there was when it was typed: its own comes later. */
  readonly afterSeq: number;
  /** Why it will never be sent as it is; undefined while it is being tried. */
  readonly refused?: string;
}

/** What is still to be shown beside the lines: a line that has come by the stream before its answer is not said twice. */
export function unconfirmed(outbox: readonly Pending[], lines: readonly Line[]): Pending[] {
  const own = lines.filter(({ from, kind }) => from === 'patron' && kind === 'text');
  const taken = new Set<number>();
  return outbox.filter(({ text, afterSeq }) => {
    const come = own.find((line) => line.seq > afterSeq && line.text === text && !taken.has(line.seq));
    if (come) taken.add(come.seq);
    return !come;
  });
}
