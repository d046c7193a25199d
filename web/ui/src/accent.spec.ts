import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accentOf, contrast } from './accent.js';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('A library’s colour', () => {
  it('can be read by day and by night, and what stands upon it too, whatever it is', () => {
    fc.assert(
      fc.property(colour, (hex) => {
        const { light, onLight, dark, onDark } = accentOf(hex);
        expect(contrast(light, '#ffffff')).toBeGreaterThanOrEqual(4.5);
        expect(contrast(dark, '#1d2126')).toBeGreaterThanOrEqual(4.5);
        expect(contrast(light, onLight)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(dark, onDark)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('stays as it is where it can be read already', () => {
    expect(accentOf('#1f5fa8').light).toBe('#1f5fa8');
    expect(accentOf('#ffd54a').light).not.toBe('#ffd54a');
  });
});
