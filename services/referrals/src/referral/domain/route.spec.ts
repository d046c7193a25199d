import { describe, expect, it } from '@jest/globals';
import {
  aLibrary,
  aspen,
  birch,
  cedar,
  dogwood,
  elm,
  evergreen,
  known,
  prairie,
} from '../../../test/libraries.js';
import { whyNot } from '../../../test/why-not.js';
import type { Known } from './known.js';
import { Referring } from './referring.js';

describe('Redirects and proxies', () => {
  const sent = aLibrary(15, 'ENOCH PRATT', evergreen, {
    acceptsReferrals: false,
    redirectToInstitutionId: birch.id,
  });

  it('[R95][A23] lead to the library that does the follow-up, and the step is kept', () => {
    const situation = known({ mates: [aspen, birch, cedar, sent] });
    expect(new Referring(situation).destination('subscription-partner', sent.id)).toMatchObject({
      askedInstitutionId: sent.id,
      receiverInstitutionId: birch.id,
      steps: [{ from: sent.id, to: birch.id, because: 'redirect' }],
    });
  });

  it('[R110] lead to the one library that represents its group to others', () => {
    const situation = known({ proxies: new Map([[prairie, dogwood.id]]), joined: [aspen, dogwood, elm] });
    expect(new Referring(situation).destination('cooperative-partner', elm.id)).toMatchObject({
      receiverInstitutionId: dogwood.id,
      steps: [{ from: elm.id, to: dogwood.id, because: 'proxy' }],
    });
  });

  it('[R110] leave libraries of the represented group free to refer to each other', () => {
    const situation = known({ proxies: new Map([[evergreen, birch.id]]) });
    expect(new Referring(situation).destination('subscription-partner', cedar.id).receiverInstitutionId).toBe(
      cedar.id,
    );
  });

  it('[A23] are looked through before the chain is: a redirect to a waiting library is a loop', () => {
    const situation = known({
      mates: [aspen, birch, sent],
      standing: { homeInstitutionId: cedar.id, waitingInstitutionIds: [birch.id] },
    });
    expect(whyNot(situation, sent)).toBe('waiting-in-chain');
  });

  it('[B40] lead to no library that shares a group with neither the redirecting library nor the sender', () => {
    const away = aLibrary(31, 'Away', prairie);
    const left = aLibrary(32, 'Redirecting', evergreen, { redirectToInstitutionId: away.id });
    const mates = [aspen, birch, left];
    expect(whyNot(known({ mates, elsewhere: [away] }), left)).toBe('redirect-leads-nowhere');
    expect(whyNot(known({ mates, joined: [aspen, away] }), left)).toBeNull();
  });

  it('that lead in a circle, to nobody or back to the sender are refused', () => {
    const one = aLibrary(16, 'One', evergreen, { redirectToInstitutionId: aLibrary(17, '', evergreen).id });
    const two = aLibrary(17, 'Two', evergreen, { redirectToInstitutionId: one.id });
    const lost = aLibrary(18, 'Lost', evergreen, { redirectToInstitutionId: aLibrary(99, '', evergreen).id });
    const back = aLibrary(19, 'Back', evergreen, { redirectToInstitutionId: aspen.id });
    const situation = known({ mates: [aspen, one, two, lost, back] });
    expect(whyNot(situation, one)).toBe('redirect-leads-nowhere');
    expect(whyNot(situation, lost)).toBe('redirect-leads-nowhere');
    expect(whyNot(situation, back)).toBe('same-library');
  });
});

describe('A question of no known library', () => {
  const portal = aLibrary(19, 'Evergreen Ask', evergreen, { portal: true });
  const asked = (more: Parameters<typeof known>[0] = {}) =>
    known({ mates: [aspen, birch, cedar, portal], standing: { homeInstitutionId: portal.id }, ...more });

  it('[R94] goes home to the portal, whose coordinator decides, unless the group has a default library', () => {
    expect(new Referring(asked()).destination('cooperative-partner', portal.id)).toMatchObject({
      ...{ receiverInstitutionId: portal.id, unrouted: true, steps: [] },
    });
    const routed = new Referring(asked({ defaultLibraryId: birch.id }));
    expect(routed.destination('cooperative-partner', portal.id)).toMatchObject({
      ...{ receiverInstitutionId: birch.id, unrouted: true },
      steps: [{ from: portal.id, to: birch.id, because: 'default-library' }],
    });
    expect(routed.destination('subscription-partner', birch.id)).toMatchObject({ unrouted: true, steps: [] });
    expect(routed.destination('subscription-partner', cedar.id).unrouted).toBe(false);
  });

  it('[R94] marks on the list who decides about it, and about no other question', () => {
    const marked = (situation: Known) =>
      new Referring(situation)
        .partners('cooperative-partner')
        .flatMap(({ library, unrouted }) => (unrouted ? [library.name.split(' ')[0]] : []));
    expect(marked(asked({ defaultLibraryId: birch.id }))).toEqual(['Birch', 'Evergreen']);
    expect(marked(known({ defaultLibraryId: birch.id }))).toEqual([]);
  });
});
