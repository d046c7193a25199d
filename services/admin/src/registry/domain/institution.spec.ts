import { describe, expect, it } from '@jest/globals';
import { aProfile, anActiveLibrary, anId, aRegisteredLibrary, now } from '../../../test/builders.js';
import { Institution } from './institution.js';
import { moveOf, profileMoves, type ProfileMove, type ProfileStatus, gapsIn } from './profile.js';

const statuses: ProfileStatus[] = ['new', 'submitted', 'active', 'rejected', 'closed'];

describe('The profile of a library', () => {
  it('[R113] becomes active only after it was submitted', () => {
    const institution = aRegisteredLibrary();
    expect(() => institution.activateProfile(now)).toThrow(/new cannot take the step "activate"/);
    institution.submitProfile(now);
    institution.activateProfile(now);
    expect(institution.profileStatus).toBe('active');
    expect(institution.takeEvents().map((event) => event.name)).toEqual([
      'institution.registered.v1',
      'institution.profile-submitted.v1',
      'institution.profile-activated.v1',
    ]);
  });

  it.each(
    statuses.flatMap((status) =>
      (Object.keys(profileMoves) as ProfileMove[]).map((move): [ProfileStatus, ProfileMove] => [
        status,
        move,
      ]),
    ),
  )('[R113] that is %s takes the step "%s" only when the table says so', (status, move) => {
    const { from, to } = profileMoves[move];
    if (from.includes(status)) expect(moveOf(move, status)).toBe(to);
    else expect(() => moveOf(move, status)).toThrow(expect.objectContaining({ kind: 'conflict' }));
  });

  it('[R118] [R119] names the required fields that are still empty, and is not submitted before', () => {
    const institution = aRegisteredLibrary({ country: null, alertEmail: '', libraryTypes: [] });
    expect(gapsIn(institution.profile)).toEqual(['country', 'alertEmail', 'libraryTypes']);
    expect(() => institution.submitProfile(now)).toThrow(
      expect.objectContaining({
        code: 'profile-incomplete',
        facts: { missing: gapsIn(institution.profile) },
      }),
    );
  });

  it('[R113] stays active when it is changed, and may not lose a required field then', () => {
    const institution = anActiveLibrary();
    institution.changeProfile(aProfile({ stateOrProvince: 'Maine' }), false, now);
    expect(institution.profileStatus).toBe('active');
    expect(() => institution.changeProfile(aProfile({ alertEmail: null }), false, now)).toThrow(
      expect.objectContaining({ code: 'profile-incomplete' }),
    );
  });

  it('keeps why it was rejected until it is submitted again', () => {
    const institution = aRegisteredLibrary();
    institution.submitProfile(now);
    institution.rejectProfile('Which Ohio?', now);
    expect(institution.profileNote).toBe('Which Ohio?');
    institution.submitProfile(now);
    expect(institution.profileNote).toBeNull();
  });

  it('[R118] knows IANA time zones only', () => {
    expect(() => aRegisteredLibrary({ timeZone: '+05:00' })).toThrow(
      expect.objectContaining({ code: 'unknown-time-zone' }),
    );
    expect(() => aRegisteredLibrary({ timeZone: 'Ohio/Time' })).toThrow(
      expect.objectContaining({ kind: 'invalid' }),
    );
  });
});

describe('A library', () => {
  it('[R95] does not take a name that another of the group has but for case, unless confirmed', () => {
    const registration = { subscriptionGroupId: anId(), profile: aProfile() };
    expect(() => Institution.register(anId(), registration, true, now)).toThrow(
      expect.objectContaining({ code: 'name-taken', kind: 'conflict' }),
    );
  });

  it('[R95] may be barred as a target, and may send referrals elsewhere but not to itself', () => {
    const institution = anActiveLibrary();
    const elsewhere = anId();
    institution.receiveReferrals(false, elsewhere, now);
    expect(institution.takeEvents().at(-1)?.data).toMatchObject({
      acceptsReferrals: false,
      redirectToInstitutionId: elsewhere,
    });
    expect(() => institution.receiveReferrals(true, institution.id, now)).toThrow(
      expect.objectContaining({ code: 'redirect-to-self' }),
    );
  });

  it('accepts nothing any more once it is closed', () => {
    const institution = anActiveLibrary();
    institution.close(null, now);
    expect(institution.acceptsReferrals).toBe(false);
    expect(() => institution.changeProfile(aProfile(), false, now)).toThrow(
      expect.objectContaining({ code: 'institution-closed' }),
    );
  });

  it('[transitions row 51] names the library that takes over once it is closed, which is not itself', () => {
    const [institution, successor] = [anActiveLibrary(), anId()];
    expect(() => institution.close(institution.id, now)).toThrow(
      expect.objectContaining({ code: 'succeeds-itself' }),
    );
    institution.close(successor, now);
    expect(institution.takeEvents().at(-1)?.data).toMatchObject({
      ...{ profileStatus: 'closed', successorInstitutionId: successor },
    });
    expect(() => institution.close(anId(), now)).toThrow('cannot take the step');
  });

  it('[transitions row 51] may be named its successor after it was closed without one, and only then', () => {
    const [institution, successor] = [anActiveLibrary(), anId()];
    institution.close(null, now);
    expect(() => institution.close(null, now)).toThrow();
    institution.close(successor, now);
    expect(institution.takeEvents().at(-1)?.data).toMatchObject({ successorInstitutionId: successor });
    expect(() => institution.close(anId(), now)).toThrow();
  });

  it('publishes its name and standing, and no address', () => {
    const events = aRegisteredLibrary().takeEvents();
    expect(JSON.stringify(events)).not.toContain('@');
    expect(events[0]?.sequence).toBe(1);
  });
});
