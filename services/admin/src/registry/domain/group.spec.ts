import { describe, expect, it } from '@jest/globals';
import { aGroup, anId, now } from '../../../test/builders.js';

describe('A group', () => {
  it('[R110] is stood for by one of its own libraries only', () => {
    const group = aGroup();
    const [ours, others] = [anId(), anId()];
    expect(() => group.standBehind(others, new Set([ours]), now)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'proxy-not-in-group' }),
    );
    group.standBehind(ours, new Set([ours]), now);
    expect(group.takeEvents().at(-1)?.data).toMatchObject({ proxyInstitutionId: ours });
  });

  it('[R110] is stood for by nobody once that library is gone', () => {
    const group = aGroup();
    const [ours, another] = [anId(), anId()];
    group.standBehind(ours, new Set([ours]), now);
    group.lostLibrary(another, now);
    expect(group.proxyInstitutionId).toBe(ours);
    group.lostLibrary(ours, now);
    expect(group.proxyInstitutionId).toBeNull();
  });
});
