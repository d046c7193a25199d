/** Who answers for a library's patrons: its reviewers and admins, coordinators of its group (2.2, B31). */
export interface Supervisor {
  institutionId: string | null;
  groupIds: string[];
}

export function supervises(
  { institutionId, groupIds }: Supervisor,
  session: { institutionId: string; subscriptionGroupId: string },
): boolean {
  return session.institutionId === institutionId || groupIds.includes(session.subscriptionGroupId);
}
