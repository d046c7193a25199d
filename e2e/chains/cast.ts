import type { StaffActor } from '@carrel/testing';
import { libraryNames, type LibrariesAtWork, type LibraryName } from './at-work.js';

/** Who may be asked in the chains: one librarian for each library, and an expert of the cooperative's. */
export interface Cast {
  people: Record<LibraryName, StaffActor>;
  expert: StaffActor;
  expertId: string;
}

export async function aCast(work: LibrariesAtWork): Promise<Cast> {
  const people = await Promise.all(
    libraryNames.map(async (name) => [name, await work.person(name)] as const),
  );
  const groupRoles = [{ groupId: work.groups.cooperative, role: 'group-admin' as const }];
  const admin = work.at(await work.person('Aspen', { groupRoles }));
  const expert = await work.person('Grove', { name: 'Eve' });
  const law = { name: 'Law desk', accountIds: [expert.accountId], groupId: work.groups.cooperative };
  const { id: expertId } = (await admin.referrals.post('/v1/experts', law)).body;
  return { people: Object.fromEntries(people) as Cast['people'], expert, expertId };
}
