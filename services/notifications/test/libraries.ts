import { requests, type EventData } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { newId } from '@carrel/messaging';
import { answer, emit, eventually, type TestNats, type TestService } from '@carrel/testing';

/** Cedar and Aspen of one group, Dogwood of another, all three in one cooperative: made as admin's events would. */
export async function someLibraries(nats: TestNats, service: TestService) {
  const ids = {
    cedar: newId(),
    aspen: newId(),
    dogwood: newId(),
    evergreen: newId(),
    prairie: newId(),
    coop: newId(),
  };
  // A membership is also mailed to the library's Alert E-mail: none has one.
  await answer(nats, requests.alertAddress, () => ({ email: null }));
  const groups = [
    [ids.evergreen, 'subscription'],
    [ids.prairie, 'subscription'],
    [ids.coop, 'cooperative'],
  ] as const;
  for (const [groupId, kind] of groups) {
    const data = { groupId, name: 'A group', kind, timeZone: 'UTC', proxyInstitutionId: null };
    await emit(nats, 'group.created.v1', data, { subject: groupId });
  }
  const libraries = [
    [ids.cedar, ids.evergreen],
    [ids.aspen, ids.evergreen],
    [ids.dogwood, ids.prairie],
  ] as const;
  for (const [institutionId, subscriptionGroupId] of libraries) {
    const data = {
      institutionId,
      name: 'A library',
      subscriptionGroupId,
      timeZone: 'UTC',
      profileStatus: 'active' as const,
      acceptsReferrals: true,
      redirectToInstitutionId: null,
      portal: false,
    };
    await emit(nats, 'institution.registered.v1', data, { subject: institutionId });
    const membership = { membershipId: newId(), groupId: ids.coop, institutionId, status: 'active' as const };
    await emit(nats, 'membership.approved.v1', membership, { subject: membership.membershipId });
  }
  const directory = service.app.get(Directory);
  await eventually(async () => {
    if ((await directory.librariesOf(ids.coop)).length < 3) throw new Error('not known yet');
  });
  return ids;
}

/** A note at a question of this library that so many others hold too: an event that no mail follows from. */
export function aQuestion(
  patronInstitutionId: string,
  ...others: string[]
): EventData<'question.note-added.v1'> {
  return {
    questionId: newId(),
    number: '4711',
    source: 'web-form',
    sessionId: null,
    patronInstitutionId,
    practice: false,
    noContact: false,
    pooled: false,
    dueAt: null,
    holdings: [patronInstitutionId, ...others].map((institutionId) => ({
      institutionId,
      relations: ['home' as const],
      status: 'new' as const,
      assigneeId: null,
      waitingOn: null,
    })),
    actorId: null,
    actorInstitutionId: null,
    noteId: newId(),
    kind: 'note',
  };
}
