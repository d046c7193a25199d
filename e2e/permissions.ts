import { actors, type Actor } from './actors.js';

/**
 * Who may do what, written by hand: one row per operation of the five OpenAPI documents, one column per actor.
 * ok = let in (whatever the state then says), a number = exactly that status. A foreign id answers 404 as a missing
 * one does. A new operation without a row fails the build.
 */
const table = `
                                                          anon own other lib rev far coop iadm oadm gadm oper
`;

export interface Row {
  operation: string;
  expected: Record<Actor, 'ok' | number>;
}

export const rows: Row[] = table
  .split('\n')
  .filter((line) => /^(GET|POST|PUT|DELETE) /.test(line))
  .map((line) => {
    const words = line.trim().split(/\s+/);
    const cells = words.slice(2).map((cell) => (cell === 'ok' ? 'ok' : Number(cell)));
    if (cells.length !== actors.length) throw new Error(`${line} has ${cells.length} cells`);
    const expected = Object.fromEntries(actors.map((actor, n) => [actor, cells[n]!])) as Row['expected'];
    return { operation: `${words[0]} ${words[1]}`, expected };
  });
