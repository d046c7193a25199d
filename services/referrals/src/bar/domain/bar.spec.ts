import { describe, expect, it } from '@jest/globals';
import { aspen, birch, cedar, dogwood, evergreen } from '../../../test/libraries.js';
import { Bar } from './bar.js';

const now = new Date('2026-03-02T12:00:00.000Z');
const members = new Set([aspen.id, birch.id, cedar.id]);
const put = (
  institutionId: string,
  redirectToInstitutionId: string | null = null,
  inForce: readonly Bar[] = [],
) =>
  Bar.put(
    `bar of ${institutionId}`,
    { id: evergreen, members, inForce },
    { institutionId, redirectToInstitutionId, reason: 'No chats go to this library for follow-up' },
    'the coordinator',
    now,
  );

describe('[R95] A library that a group bars from referrals', () => {
  it('belongs to the group, and so does the one that takes them instead', () => {
    expect(put(birch.id, cedar.id)).toMatchObject({ institutionId: birch.id, liftedAt: null });
    expect(() => put(dogwood.id)).toThrow(expect.objectContaining({ code: 'library-not-in-group' }));
    expect(() => put(birch.id, dogwood.id)).toThrow(
      expect.objectContaining({ code: 'library-not-in-group', facts: { institutionId: dogwood.id } }),
    );
  });

  it('is barred once, and may be barred again after it was lifted', () => {
    const bar = put(birch.id);
    expect(() => put(birch.id, null, [bar])).toThrow(expect.objectContaining({ code: 'already-barred' }));
    bar.lift('another', now);
    expect(() => bar.lift('a third', now)).toThrow(
      expect.objectContaining({ code: 'already-lifted', facts: { accountId: 'another' } }),
    );
    expect(put(birch.id).liftedAt).toBeNull();
  });

  it('is led to a library that takes referrals, never in a circle', () => {
    expect(() => put(birch.id, birch.id)).toThrow(expect.objectContaining({ code: 'redirect-leads-back' }));
    const bar = put(birch.id, cedar.id);
    expect(() => put(aspen.id, birch.id, [bar])).toThrow(
      expect.objectContaining({ code: 'redirect-leads-back' }),
    );
    expect(() => put(cedar.id, aspen.id, [bar])).toThrow(
      expect.objectContaining({ code: 'redirect-leads-back', facts: { institutionId: birch.id } }),
    );
  });
});
