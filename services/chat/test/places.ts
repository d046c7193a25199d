import { newId } from '@carrel/messaging';
import { emit } from '@carrel/testing';
import type { Cooperative } from './a-cooperative.js';

export const libraries = ['aspen', 'birch', 'cedar', 'dogwood'] as const;
export type Library = (typeof libraries)[number];
export const groupOf: Record<Library, 'evergreen' | 'prairie'> = {
  aspen: 'evergreen',
  birch: 'evergreen',
  cedar: 'evergreen',
  dogwood: 'prairie',
};

/** Tells chat of the groups, libraries and memberships, and waits until it knows. */
export async function publishCooperative(cooperative: Cooperative): Promise<void> {
  const { group, institution, nats } = cooperative;
  for (const [name, groupId] of Object.entries(group)) {
    const kind = name === 'cooperative' ? ('cooperative' as const) : ('subscription' as const);
    await emit(
      nats,
      'group.created.v1',
      { groupId, name, kind, timeZone: 'America/Denver', proxyInstitutionId: null },
      { subject: groupId },
    );
  }
  for (const name of libraries) {
    await emit(
      nats,
      'institution.registered.v1',
      {
        institutionId: institution[name],
        name,
        subscriptionGroupId: group[groupOf[name]],
        timeZone: 'America/Denver',
        profileStatus: 'active',
        acceptsReferrals: true,
        redirectToInstitutionId: null,
        portal: false,
      },
      { subject: institution[name] },
    );
    const membershipId = newId();
    await emit(
      nats,
      'membership.approved.v1',
      { membershipId, groupId: group.cooperative, institutionId: institution[name], status: 'active' },
      { subject: membershipId },
    );
    await cooperative.known('directory_memberships', membershipId);
  }
  for (const id of Object.values(group)) await cooperative.known('directory_groups', id);
  for (const id of Object.values(institution)) await cooperative.known('directory_institutions', id);
}
