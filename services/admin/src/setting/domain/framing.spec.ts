import { describe, expect, it } from '@jest/globals';
import { framingObstacle } from './framing.js';

const carrel = 'https://ask.example';
const said = (frameOptions: string | undefined, ...policies: (string | undefined)[]) =>
  framingObstacle({ frameOptions, policies: policies.filter((one) => one !== undefined) }, carrel);

describe('[R13] A page', () => {
  it.each([
    ['says nothing', undefined],
    ['lets anyone', undefined, 'frame-ancestors *'],
    ['lets every page over https', undefined, "default-src 'self'; frame-ancestors https:"],
    ['lets Carrel by name', 'DENY', 'frame-ancestors https://ask.example'],
    ['lets Carrel without a scheme', undefined, 'frame-ancestors ask.example'],
    ['speaks of other things', undefined, "default-src 'none'"],
    ['sends what browsers no longer know', 'ALLOW-FROM https://other.example'],
  ])('that %s may be shown beside a chat', (_, frameOptions, ...policies) => {
    expect(said(frameOptions, ...policies)).toBeUndefined();
  });

  it.each([
    ['refuses all', 'DENY'],
    ['refuses others', 'sameorigin'],
    ['refuses others twice over', 'SAMEORIGIN, SAMEORIGIN'],
    ['lets nobody', undefined, "frame-ancestors 'none'"],
    ['lets itself alone', undefined, "frame-ancestors 'self'"],
    ['lets others by name', undefined, 'frame-ancestors https://other.example *.other.example'],
    ['lets plain http', undefined, 'frame-ancestors http://ask.example'],
    ['has two policies of which one lets nobody', undefined, 'frame-ancestors *', "frame-ancestors 'none'"],
    ['has them in one header', undefined, "frame-ancestors *, frame-ancestors 'none'"],
  ])('that %s may not', (_, frameOptions, ...policies) => {
    expect(said(frameOptions, ...policies)).toBeDefined();
  });
});
