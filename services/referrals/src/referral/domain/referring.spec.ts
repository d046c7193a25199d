import { describe, expect, it } from '@jest/globals';
import {
  aLibrary,
  aspen,
  birch,
  cedar,
  cooperative,
  dogwood,
  elm,
  evergreen,
  known,
  prairie,
} from '../../../test/libraries.js';
import { whyNot } from '../../../test/why-not.js';
import { MayNotRefer } from './refusals.js';
import type { Known } from './known.js';
import { Referring } from './referring.js';

const names = (partners: { library: { name: string } }[]) =>
  partners.map(({ library }) => library.name.split(' ')[0]);

describe('The "Refer to" list', () => {
  it('[R98] offers every member of the cooperatives, the own subscription group among them', () => {
    const partners = new Referring(known({ joined: [aspen, dogwood] })).partners('cooperative-partner');
    expect(names(partners)).toEqual(['Aspen', 'Birch', 'Cedar', 'Dogwood']);
  });

  it('[R99] offers only the subscription group as subscription partners', () => {
    expect(names(new Referring(known()).partners('subscription-partner'))).toEqual([
      'Aspen',
      'Birch',
      'Cedar',
    ]);
  });

  it('[R102] shows one group when asked to', () => {
    const partners = new Referring(known()).partners('cooperative-partner', evergreen);
    expect(names(partners)).not.toContain('Dogwood');
  });

  it('[R117] lists no library that has not joined', () => {
    expect(names(new Referring(known()).partners('cooperative-partner'))).not.toContain('Elm');
  });

  it('says for each library that may not be chosen why, and refuses the referral for the same reason', () => {
    const closed = aLibrary(14, 'Fir Library', evergreen, { acceptsReferrals: false });
    const situation = known({
      joined: [aspen, birch, cedar, dogwood, elm, closed],
      sender: aspen,
      standing: { homeInstitutionId: birch.id, waitingInstitutionIds: [birch.id, dogwood.id] },
    });
    const partners = new Referring(situation).partners('cooperative-partner');
    expect(Object.fromEntries(partners.map((p) => [p.library.name.split(' ')[0], p.obstacle]))).toEqual({
      Aspen: 'same-library',
      Birch: 'return-instead',
      Cedar: null,
      Dogwood: 'waiting-in-chain',
      Elm: 'profile-not-active',
      Fir: 'accepts-no-referrals',
    });
    for (const { library, obstacle } of partners) expect(whyNot(situation, library)).toBe(obstacle);
  });
});

describe('A referral to a library', () => {
  it('[R98] names the group through which the library is reached', () => {
    expect(new Referring(known()).destination('cooperative-partner', dogwood.id)).toMatchObject({
      askedInstitutionId: dogwood.id,
      receiverInstitutionId: dogwood.id,
      groupId: cooperative,
      steps: [],
    });
  });

  it('[R117] is refused when the library has joined none of the groups, or is not known at all', () => {
    expect(whyNot(known({ elsewhere: [elm] }), elm)).toBe('not-joined');
    expect(whyNot(known(), elm)).toBe('not-joined');
  });

  it('[R99] to a subscription partner does not reach beyond the subscription group', () => {
    expect(() => new Referring(known()).destination('subscription-partner', dogwood.id)).toThrow(MayNotRefer);
  });

  it('[R96] is for the library that has the turn', () => {
    expect(whyNot(known({ standing: { turnInstitutionId: birch.id } }), cedar)).toBe('with-another-library');
    expect(whyNot(known({ standing: { turnInstitutionId: null } }), cedar)).toBe('nothing-open');
  });

  it('[R73] out of Shared Followup needs a claim first, except at home', () => {
    const pooled = { pooled: true, turnInstitutionId: birch.id, homeInstitutionId: birch.id };
    expect(whyNot(known({ standing: pooled }), cedar)).toBe('claim-first');
    expect(whyNot(known({ sender: birch, standing: pooled }), cedar)).toBeNull();
  });

  it('needs an active profile on both sides', () => {
    const sender = { ...aspen, profileStatus: 'submitted' };
    expect(whyNot(known({ sender, standing: {} }), birch)).toBe('own-profile-not-active');
    expect(whyNot(known({ joined: [aspen, elm] }), elm)).toBe('profile-not-active');
  });

  it('[R93] home again is lawful whatever the library says of itself, unless it waits for the question', () => {
    const home = aLibrary(31, 'Grove Library', prairie, {
      acceptsReferrals: false,
      profileStatus: 'submitted',
    });
    const standing = { homeInstitutionId: home.id };
    expect(whyNot(known({ elsewhere: [home], standing }), home)).toBeNull();
    expect(
      whyNot(known({ elsewhere: [home], standing: { ...standing, waitingInstitutionIds: [home.id] } }), home),
    ).toBe('return-instead');
  });

  it('[B7] never goes to a library that waits in the chain', () => {
    expect(whyNot(known({ standing: { waitingInstitutionIds: [cedar.id] } }), cedar)).toBe(
      'waiting-in-chain',
    );
  });

  it('travels at most five times', () => {
    const waitingInstitutionIds = [1, 2, 3, 4, 5].map((n) => aLibrary(n, `${n}`, prairie).id);
    expect(whyNot(known({ standing: { waitingInstitutionIds } }), cedar)).toBe('too-many-hops');
    expect(
      whyNot(known({ standing: { waitingInstitutionIds: waitingInstitutionIds.slice(1) } }), cedar),
    ).toBeNull();
  });
});

describe('A referral to Shared Followup', () => {
  it("[R84] goes to the pool of the patron's group where it is switched on", () => {
    expect(new Referring(known()).sharedFollowup()).toMatchObject({
      receiverInstitutionId: null,
      groupId: evergreen,
    });
  });

  it('[R85] is refused where it is off, when it waits there already, and to those without the turn', () => {
    const why = (situation: Known) => new Referring(situation).sharedFollowupObstacle();
    expect(why(known({ sharedFollowup: false }))).toBe('shared-followup-off');
    expect(why(known({ standing: { waitingInstitutionIds: [birch.id] } }))).toBe('return-first');
    expect(why(known({ standing: { pooled: true } }))).toBe('already-shared');
    expect(why(known({ standing: { turnInstitutionId: birch.id } }))).toBe('with-another-library');
  });
});
