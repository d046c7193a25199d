import { eventNames, type AnyEvent } from '@carrel/contracts';
import { describe, expect, it } from '@jest/globals';
import { audienceOf, involvedIn, type Place } from './audience.js';

const home = (institutionId: string, groupId: string): Place => ({
  institutionId,
  groupId,
  kind: 'subscription',
});
const member = (institutionId: string, groupId: string): Place => ({
  institutionId,
  groupId,
  kind: 'cooperative',
});
const places = [
  home('cedar', 'evergreen'),
  home('aspen', 'evergreen'),
  home('dogwood', 'prairie'),
  member('cedar', 'coop'),
  member('aspen', 'coop'),
  member('dogwood', 'coop'),
];
const about = (...institutions: string[]) =>
  audienceOf(
    { institutions, groups: [] },
    places.filter(({ institutionId }) => institutions.includes(institutionId)),
  );
const event = (type: string, data: object) => ({ type, data }) as unknown as AnyEvent;
const holding = (institutionId: string) => ({ institutionId });

describe('The integrators who may see an event', () => {
  it('The library and the group it belongs to, not the cooperative, of what stays at home', () => {
    expect(about('cedar')).toEqual({ institutions: ['cedar'], groups: ['evergreen'] });
    expect(about('cedar', 'aspen')).toEqual({ institutions: ['cedar', 'aspen'], groups: ['evergreen'] });
  });

  it('Both libraries, both groups and the cooperative where libraries of two groups meet', () => {
    expect(about('cedar', 'dogwood')).toEqual({
      institutions: ['cedar', 'dogwood'],
      groups: ['evergreen', 'prairie', 'coop'],
    });
  });

  it('Nobody, of the account of an operator or of what a person set for himself', () => {
    const operators = involvedIn(event('account.created.v1', { institutionId: 'nowhere' }));
    expect(audienceOf(operators, [])).toEqual({ institutions: [], groups: [] });
    const own = involvedIn(event('settings.changed.v1', { level: 'account', ownerId: 'robin' }));
    expect(own).toEqual({ institutions: [], groups: [] });
  });

  it('Every library that holds a question', () => {
    const data = {
      patronInstitutionId: 'cedar',
      holdings: [holding('cedar'), holding('dogwood')],
      actorInstitutionId: 'aspen',
    };
    expect(involvedIn(event('question.claimed.v1', data)).institutions).toEqual([
      'cedar',
      'dogwood',
      'aspen',
    ]);
  });

  it.each<[string, object, object]>([
    [
      'session.ended.v1',
      { institutionId: 'cedar', librarianInstitutionId: 'dogwood', participants: [holding('aspen')] },
      { institutions: ['cedar', 'dogwood', 'aspen'], groups: [] },
    ],
    [
      'session.transferred.v1',
      { institutionId: 'cedar', toInstitutionId: 'dogwood' },
      { institutions: ['cedar', 'dogwood'], groups: [] },
    ],
    [
      'referral.made.v1',
      { senderInstitutionId: 'cedar', receiverInstitutionId: null, groupId: 'coop' },
      { institutions: ['cedar'], groups: ['coop'] },
    ],
    ['rota.published.v1', { groupId: 'evergreen' }, { institutions: [], groups: ['evergreen'] }],
    [
      'cover.taken.v1',
      { institutionId: 'cedar', groupId: 'evergreen', takenByInstitutionId: 'aspen' },
      { institutions: ['cedar', 'aspen'], groups: ['evergreen'] },
    ],
    [
      'service-account.created.v1',
      { owner: { kind: 'group', id: 'evergreen' } },
      { institutions: [], groups: ['evergreen'] },
    ],
    [
      'settings.changed.v1',
      { level: 'institution', ownerId: 'cedar' },
      { institutions: ['cedar'], groups: [] },
    ],
    ['mail.queued.v1', { institutionId: null }, { institutions: [], groups: [] }],
  ])('%s names %j', (type, data, involved) => {
    expect(involvedIn(event(type, data))).toEqual(involved);
  });

  it('is decided for every event there is', () => {
    const empty = new Proxy({}, { get: () => undefined, has: () => false });
    for (const type of eventNames.filter((name) => !/^(service-account|webhook)\./.test(name))) {
      expect(() => involvedIn(event(type, empty))).not.toThrow();
    }
  });
});
