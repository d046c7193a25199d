import { ok } from '@carrel/client';
import { at, eventually, signIn, speaker, type Staff } from '../tools/src/journey/client.js';

const email = 'everything@fir.example';
const password = 'a-password-of-fir';

/** Everything at Fir, a library that left the cooperative, which the account ran and coordinated until then. */
export async function formerMember(
  origin: string,
  { oper, cadm }: { oper: Staff; cadm: Staff },
  ids: { dogwood: string; cooperative: string },
): Promise<Staff> {
  const account = await atANewLibrary(origin, oper, ids.dogwood);
  const fir = at(account.institutionId);
  const first = await signIn(origin, email, password);
  const profile = {
    name: 'Fir Library',
    timeZone: 'America/Chicago',
    alertEmail: 'alerts@fir.example',
    libraryTypes: ['public' as const],
    stateOrProvince: 'Iowa',
    country: 'US',
  };
  await ok(first.admin.PUT('/v1/institutions/{id}/profile', { ...fir, body: profile }));
  await ok(first.admin.POST('/v1/institutions/{id}/profile/submit', fir));
  await ok(oper.admin.POST('/v1/institutions/{id}/profile/activate', fir));
  await ok(oper.admin.PUT('/v1/institutions/{id}/cooperative-mark', { ...fir, body: { member: true } }));
  const { id } = await ok(first.admin.POST('/v1/groups/{id}/memberships', at(ids.cooperative)));
  const move = (move: 'approve' | 'leave') => ({ params: { path: { id, move } }, body: {} });
  await ok(cadm.admin.POST('/v1/memberships/{id}/{move}', move('approve')));
  const roles = { params: { path: { id: ids.cooperative, accountId: account.id } } };
  const both = { roles: ['coordinator' as const, 'group-admin' as const] };
  await ok(cadm.admin.PUT('/v1/groups/{id}/roles/{accountId}', { ...roles, body: both }));
  const member = await signIn(origin, email, password);
  await eventually(() => ok(member.referrals.GET('/v1/rotas/{groupId}', rota(ids.cooperative))));
  await ok(member.admin.POST('/v1/memberships/{id}/{move}', move('leave')));
  const former = await signInFormer(origin);
  await eventually(async () => {
    const { response } = await former.referrals.GET('/v1/rotas/{groupId}', rota(ids.cooperative));
    if (response.status !== 404) throw new Error('referrals does not know yet that Fir has left');
  });
  return former;
}

export const signInFormer = (origin: string): Promise<Staff> => signIn(origin, email, password);

const rota = (groupId: string) => ({ params: { path: { groupId } } });

async function atANewLibrary(origin: string, oper: Staff, dogwood: string) {
  const { subscriptionGroupId } = await ok(oper.admin.GET('/v1/institutions/{id}', at(dogwood)));
  const library = { name: 'Fir Library', timeZone: 'America/Chicago', subscriptionGroupId };
  const { id: institutionId } = await ok(oper.admin.POST('/v1/institutions', { body: library }));
  const roles = ['institution-admin' as const, 'librarian' as const, 'reviewer' as const];
  const body = { email, name: 'Finn Fir', roles, institutionId };
  const { id } = await ok(oper.admin.POST('/v1/accounts', { body }));
  const { token } = await ok(oper.admin.POST('/v1/accounts/{id}/invitations', at(id)));
  await ok(speaker(origin).admin.POST('/v1/auth/password', { body: { token, password } }));
  return { id, institutionId };
}
