import { describe, expect, it } from '@jest/globals';
import {
  aLibrary,
  aspen,
  birch,
  cedar,
  cooperative,
  dogwood,
  evergreen,
  known,
} from '../../../test/libraries.js';
import { whyNot } from '../../../test/why-not.js';
import { Expert } from '../../expert/domain/expert.js';
import { Referring } from './referring.js';

describe('What the groups say of referrals', () => {
  const none = { partners: { mode: 'none' as const, institutionIds: [] } };
  const only = (...libraries: { id: string }[]) => ({
    partners: { mode: 'selected' as const, institutionIds: libraries.map(({ id }) => id) },
  });

  it('the own group limits all partners, a cooperative those reached through it', () => {
    const limited = known({ policies: { [evergreen]: only(birch, dogwood) } });
    expect([birch, cedar, dogwood].map((to) => whyNot(limited, to))).toEqual([null, 'not-a-partner', null]);
    const apart = known({ policies: { [cooperative]: none } });
    expect([birch, dogwood].map((to) => whyNot(apart, to))).toEqual([null, 'not-a-partner']);
    expect(whyNot(known({ policies: { [evergreen]: none } }), dogwood)).toBe('not-a-partner');
  });

  it('[R93] nobody keeps a question from its own library', () => {
    const home = { homeInstitutionId: birch.id };
    expect(whyNot(known({ policies: { [evergreen]: none }, standing: home }), birch)).toBeNull();
  });

  describe('[R95] a library that a group has barred', () => {
    const noChats = { reason: 'No chats go to Birch', redirectToInstitutionId: cedar.id };
    const bars = (library: { id: string }) => ({ barred: [{ institutionId: library.id, ...noChats }] });

    it('stays on every list with the reason and the library that is offered instead', () => {
      const barred = known({ policies: { [evergreen]: bars(birch) } });
      for (const kind of ['cooperative-partner', 'subscription-partner'] as const) {
        const found = new Referring(barred).partners(kind).find(({ library }) => library.id === birch.id);
        expect(found).toMatchObject({
          obstacle: 'barred',
          barred: { reason: 'No chats go to Birch', redirectTo: { name: cedar.name } },
        });
      }
      expect(() => new Referring(barred).destination('cooperative-partner', birch.id)).toThrow(
        expect.objectContaining({
          code: 'barred',
          facts: expect.objectContaining({ ...noChats, institutionId: birch.id }),
        }),
      );
    });

    it('is barred by the own group for all ways, by a cooperative for those through it', () => {
      expect(whyNot(known({ policies: { [cooperative]: bars(birch) } }), birch)).toBeNull();
      expect(whyNot(known({ policies: { [cooperative]: bars(dogwood) } }), dogwood)).toBe('barred');
      expect(whyNot(known({ policies: { [evergreen]: bars(dogwood) } }), dogwood)).toBe('barred');
    });

    it('gets no question of its own patrons back either, nor one that is led to it', () => {
      const standing = { homeInstitutionId: birch.id };
      expect(whyNot(known({ policies: { [evergreen]: bars(birch) }, standing }), birch)).toBe('barred');
      const led = { ...cedar, redirectToInstitutionId: birch.id };
      const mates = [aspen, birch, led];
      const situation = known({ mates, joined: mates, policies: { [evergreen]: bars(birch) } });
      expect(whyNot(situation, led)).toBe('barred');
    });
  });

  it('[A20] a reason is required where the own group or the group on the way has it so', () => {
    const asks = (policies: Record<string, object>, to = dogwood) =>
      new Referring(known({ policies })).destination('cooperative-partner', to.id).reasonRequired;
    expect(asks({})).toBe(false);
    expect(asks({ [cooperative]: { reasonRequired: true } })).toBe(true);
    expect(asks({ [cooperative]: { reasonRequired: true } }, birch)).toBe(false);
    expect(asks({ [evergreen]: { reasonRequired: true } })).toBe(true);
  });
});

describe('Experts', () => {
  const expert = (n: number, more: Partial<Expert> = {}) =>
    Object.assign(new Expert(), {
      ...{ id: aLibrary(n, '', evergreen).id, name: `Expert ${n}`, accountIds: [], address: null },
      ...{ expertise: [], qualityControl: false, groupId: evergreen, institutionId: null, retiredAt: null },
      ...more,
    });
  const me = known().actorId;
  const situation = known({
    experts: [
      { expert: expert(71, { qualityControl: true }), activeAccountIds: [aspen.id] },
      { expert: expert(72, { address: 'desk@archive.example' }), activeAccountIds: [] },
      { expert: expert(73), activeAccountIds: [] },
      { expert: expert(74), activeAccountIds: [me] },
    ],
  });

  it('[R100] say why they cannot be asked, and that a note is needed', () => {
    const list = new Referring(situation).experts();
    expect(list.map(({ obstacle, reasonRequired }) => [obstacle, reasonRequired])).toEqual([
      [null, true],
      [null, false],
      ['expert-away', false],
      ['yourself', false],
    ]);
    const busy = known({ experts: situation.experts, standing: { outsideReferralId: me } });
    expect(new Referring(busy).experts().every(({ obstacle }) => obstacle === 'withdraw-first')).toBe(true);
  });

  it('[A22] are reached by their accounts, or by an address when they have none', () => {
    const referring = new Referring(situation);
    expect(referring.toExpert(expert(71).id)).toMatchObject({
      expertAccountIds: [aspen.id],
      addressee: null,
    });
    expect(referring.toExpert(expert(72).id)).toMatchObject({
      ...{ expertAccountIds: [], addressee: { name: 'Expert 72', address: 'desk@archive.example' } },
    });
  });
});
