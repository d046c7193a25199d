import { describe, expect, it } from '@jest/globals';
import { at } from '../../../test/a-session.js';
import { silenceOf } from './silence.js';

describe('Silence of a patron', () => {
  const times = { silencePromptSeconds: 90, yellowSeconds: 180 };

  it.each([
    ['nothing to do within 90 seconds', 89, false, false],
    ['[R17] the librarian is prompted from 90 seconds on', 90, true, false],
    ['[R17] and not yet yellow before three minutes', 179, true, false],
    ['[R18] yellow from three minutes on', 180, true, true],
  ])('%s', (_, seconds, prompt, yellow) => {
    const said = silenceOf({ acceptedAt: at(-600), patronActiveAt: at(0) }, times, at(seconds));
    expect(said).toEqual({ since: at(0), prompt, yellow });
  });

  it('counts from the acceptance for a patron who has written nothing since', () => {
    expect(silenceOf({ acceptedAt: at(0), patronActiveAt: at(-600) }, times, at(100)).since).toEqual(at(0));
    expect(silenceOf({ acceptedAt: at(0), patronActiveAt: null }, times, at(100)).prompt).toBe(true);
  });
});
