import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { settingFaults } from '@carrel/contracts';
import { ArrayMaxSize, IsIn, IsOptional, Length, Max } from 'class-validator';
import { constraintsWithoutCode, otherFieldCodes, rulesOfFields } from '../src/field-codes.js';
import { checked } from '../src/validation.js';
import { AtMost, IsWords } from '../src/words.js';

class Letter {
  @IsWords(5)
  text!: string;
  @IsOptional()
  @Length(2, 3)
  country?: string;
  @IsOptional()
  @IsIn(['a', 'b'])
  lane?: string;
  @IsOptional()
  @Max(6)
  read?: number;
  @IsOptional()
  @ArrayMaxSize(1)
  @AtMost(2, { each: true })
  codes?: string[];
}
const faultsOf = async (value: object) => {
  const outcome = await checked(Letter, value);
  return 'errors' in outcome ? outcome.errors.map(({ path, code, values }) => [path, code, values]) : [];
};

describe('A field that cannot be taken', () => {
  it('is named with a code and the bounds it breaks', async () => {
    expect(await faultsOf({ text: 'far too long' })).toEqual([['text', 'too-long', { max: 5 }]]);
    expect(await faultsOf({ text: 'ok', country: 'x' })).toEqual([
      ['country', 'wrong-length', { min: 2, max: 3 }],
    ]);
    expect(await faultsOf({ text: 'ok', lane: 'c' })).toEqual([
      ['lane', 'not-allowed-value', { allowed: ['a', 'b'] }],
    ]);
    expect(await faultsOf({ text: 'ok', read: 7 })).toEqual([['read', 'too-large', { max: 6 }]]);
    expect(await faultsOf({ text: 'ok', codes: ['abc', 'd'] })).toEqual(
      expect.arrayContaining([
        ['codes', 'too-many', { max: 1 }],
        ['codes', 'too-long', { max: 2 }],
      ]),
    );
    expect(await faultsOf({ text: 'ok', operator: true })).toEqual([
      ['operator', 'unknown-field', undefined],
    ]);
    expect(await faultsOf({ text: 'a\u0000' })).toEqual([['text', 'control-characters', undefined]]);
  });

  it('in a setting is named so too', () => {
    const value = { ipDays: 1, identityDays: 'x', textDays: 365 };
    expect(settingFaults('privacy-clocks', value)).toMatchObject([
      { pointer: '/ipDays', code: 'too-small', values: { min: 7 } },
      { pointer: '/identityDays', code: 'wrong-type' },
    ]);
    expect(settingFaults('privacy-clocks', { ipDays: 30, identityDays: 20, textDays: 365 })).toMatchObject([
      { pointer: '/ipDays', code: 'wrong-value' },
    ]);
  });

  it('has no constraint without a code, and no code that its page leaves out', () => {
    expect(constraintsWithoutCode()).toEqual([]);
    const page = readFileSync(join(import.meta.dirname, '../../../docs/integrators/errors.md'), 'utf8');
    const codes = [...Object.values(rulesOfFields).map(({ code }) => code), ...otherFieldCodes];
    expect(codes.filter((code) => !page.includes(`| \`${code}\``))).toEqual([]);
  });
});
