import { describe, expect, it } from '@jest/globals';
import { RepeatedWarning } from './repeated-warning.js';

describe('A warning that comes again and again', () => {
  const aLog = () => {
    const lines: string[] = [];
    let now = 0;
    const warning = new RepeatedWarning({ warn: (line) => void lines.push(line) }, () => now);
    return { lines, warning, wait: (ms: number) => (now += ms) };
  };

  it('is written at once, then once in five minutes with how many were left out', () => {
    const { lines, warning, wait } = aLog();
    for (let second = 0; second < 660; second += 1) {
      warning.warn('events wait: no quorum');
      wait(1_000);
    }
    expect(lines).toEqual([
      'events wait: no quorum',
      'events wait: no quorum (299 times more since the last such line)',
      'events wait: no quorum (299 times more since the last such line)',
    ]);
  });

  it('is counted apart from other warnings', () => {
    const { lines, warning } = aLog();
    for (let n = 0; n < 10; n += 1) for (const cause of ['no quorum', 'timeout']) warning.warn(cause);
    expect(lines).toEqual(['no quorum', 'timeout']);
  });

  it('is written at once again when it was over meanwhile', () => {
    const { lines, warning } = aLog();
    warning.warn('no quorum');
    warning.over();
    warning.warn('no quorum');
    expect(lines).toEqual(['no quorum', 'no quorum']);
  });

  it('does not pile up when every one is different', () => {
    const { lines, warning } = aLog();
    for (let n = 0; n < 1_000; n += 1) warning.warn(`event ${n}`);
    expect(lines).toHaveLength(1_000);
    expect((warning as unknown as { written: Map<string, unknown> }).written.size).toBeLessThanOrEqual(50);
  });
});
