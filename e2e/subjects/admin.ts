import { randomUUID } from 'node:crypto';
import { ok } from '@carrel/client';
import { at } from '../../tools/src/journey/client.js';
import { nothing, saying, withKey, type Make } from './make.js';

const profile = () => ({ name: `Library ${randomUUID()}`, timeZone: 'America/Denver' });
const cedar: Make = (s) => ({ path: { id: s.ids.cedar } });
const evergreen: Make = (s) => ({ path: { id: s.ids.evergreen } });
/** One domain of Cedar's for each row. */
const mailDomain: Make = async (s) => {
  const domain = `${randomUUID()}.example`;
  const request = { ...at(s.ids.cedar), body: { domain } };
  const { admin } = s.staff.iadm;
  await ok(admin.POST('/v1/institutions/{id}/mail-domains', request));
  const path = { id: s.ids.cedar, domain };
  const tidy = () => admin.DELETE('/v1/institutions/{id}/mail-domains/{domain}', { params: { path } });
  return { path, tidy };
};
/** Cedar, without what the row itself has added: a library may have only so many. */
const newMailDomain: Make = (s) => ({
  path: { id: s.ids.cedar },
  tidy: async () => {
    const { admin } = s.staff.iadm;
    const { items } = await ok(admin.GET('/v1/institutions/{id}/mail-domains', at(s.ids.cedar)));
    for (const { domain } of items.filter((item) => item.domain !== 'cedar.example')) {
      const path = { id: s.ids.cedar, domain };
      await admin.DELETE('/v1/institutions/{id}/mail-domains/{domain}', { params: { path } });
    }
  },
});
/** In the form of a passkey's answer, and answering nothing. */
const noAnswer = { id: 'x', response: { clientDataJSON: 'x' } };
/** Nothing that asks a provider: it would have to be one on the internet. */
const noProvider = () => ({ enabled: false, issuer: null, clientId: null, rules: [] });
const account: Make = (s) => s.account();

export const admin: Record<string, Make> = {
  'GET /api/admin/v1/accounts': nothing,
  'GET /api/admin/v1/colleagues': nothing,
  'POST /api/admin/v1/accounts': saying(nothing, (s) => ({ ...s.newAccount(), institutionId: s.ids.cedar })),
  'GET /api/admin/v1/accounts/{id}': account,
  'GET /api/admin/v1/accounts/{id}/history': account,
  'PUT /api/admin/v1/accounts/{id}': saying(account, (s) => s.newAccount()),
  'POST /api/admin/v1/accounts/{id}/deactivate': account,
  'POST /api/admin/v1/accounts/{id}/reactivate': account,
  'GET /api/admin/v1/me/sign-ins': nothing,
  // Nobody's: own ones end in services/admin/test, where they are not those of the other rows.
  'DELETE /api/admin/v1/me/sign-ins/{id}': () => ({ path: { id: randomUUID() } }),
  'GET /api/admin/v1/me/second-factor': nothing,
  'POST /api/admin/v1/me/second-factor/totp': nothing,
  // A code that is wrong: whoever has a second factor signs in with it from then on, in the rows that follow too.
  'POST /api/admin/v1/me/second-factor/totp/confirm': saying(nothing, () => ({ code: '000000' })),
  'DELETE /api/admin/v1/me/second-factor/totp': nothing,
  'POST /api/admin/v1/me/second-factor/passkeys/options': nothing,
  'POST /api/admin/v1/me/second-factor/passkeys': saying(nothing, () => ({
    name: 'A key',
    response: noAnswer,
  })),
  'DELETE /api/admin/v1/me/second-factor/passkeys/{passkeyId}': () => ({ path: { passkeyId: 'none' } }),
  'POST /api/admin/v1/me/second-factor/recovery-codes': nothing,
  'POST /api/admin/v1/auth/second-factor': saying(nothing, () => ({ token: 'x', code: '000000' })),
  'POST /api/admin/v1/auth/second-factor/passkey-options': saying(nothing, () => ({ token: 'x' })),
  'POST /api/admin/v1/auth/passkeys/options': nothing,
  'POST /api/admin/v1/auth/passkeys': saying(nothing, () => ({ response: noAnswer })),
  'GET /api/admin/v1/accounts/{id}/second-factor': account,
  'DELETE /api/admin/v1/accounts/{id}/second-factor': account,
  'POST /api/admin/v1/accounts/{id}/invitations': account,
  'POST /api/admin/v1/accounts/{id}/invitations/mail': account,
  'PUT /api/admin/v1/groups/{id}/roles/{accountId}': async (s) => ({
    path: { id: s.ids.evergreen, accountId: (await s.account()).path.id! },
    body: () => ({ roles: ['coordinator'] }),
  }),
  'GET /api/admin/v1/institutions/{id}/service-accounts': cedar,
  'POST /api/admin/v1/institutions/{id}/service-accounts': (s) => ({
    ...cedar(s),
    body: () => ({ name: 'Catalogue', scopes: ['directory:read'] }),
    tidy: () => s.revokeServiceAccounts('institutions'),
  }),
  'GET /api/admin/v1/groups/{id}/service-accounts': evergreen,
  'POST /api/admin/v1/groups/{id}/service-accounts': (s) => ({
    ...evergreen(s),
    body: () => ({ name: 'Feed', scopes: ['events:read'] }),
    tidy: () => s.revokeServiceAccounts('groups'),
  }),
  'POST /api/admin/v1/service-accounts/{id}/rotate': saying(
    (s) => s.serviceAccount(),
    () => ({}),
  ),
  'POST /api/admin/v1/service-accounts/{id}/revoke': (s) => s.serviceAccount(),
  'POST /api/admin/v1/auth/token': async (s) => {
    const { path, secret, tidy } = await s.serviceAccount();
    return {
      path: {},
      tidy,
      body: () => ({ grant_type: 'client_credentials', client_id: path.id, client_secret: secret }),
    };
  },
  'POST /api/admin/v1/auth/login': saying(nothing, () => ({
    email: 'second@birch.example',
    password: 'carrel-demo',
  })),
  'POST /api/admin/v1/auth/refresh': async (s) => {
    const [fresh, spent] = [await s.refreshToken(), await s.spentRefreshToken()];
    return { path: {}, body: (actor) => ({ refreshToken: actor === 'anon' ? fresh : spent }) };
  },
  'POST /api/admin/v1/auth/logout': async (s) => {
    const refreshToken = await s.refreshToken();
    return { path: {}, body: () => ({ refreshToken }) };
  },
  'POST /api/admin/v1/auth/password': saying(nothing, () => ({
    token: 'x'.repeat(43),
    password: 'a-new-password-1',
  })),
  'GET /api/admin/v1/auth/password/form': nothing,
  'POST /api/admin/v1/auth/password/form': saying(nothing, () => ({ token: 'x', password: 'x', again: 'x' })),
  'POST /api/admin/v1/auth/password-resets': saying(nothing, () => ({ email: 'nobody@birch.example' })),
  'PUT /api/admin/v1/me/password': saying(nothing, () => ({
    currentPassword: 'carrel-demo',
    newPassword: 'carrel-demo',
  })),
  'GET /api/admin/v1/me': nothing,
  'POST /api/admin/v1/directory/republish': nothing,
  'GET /api/admin/v1/imports': nothing,
  'GET /api/admin/v1/imports/{id}': () => ({ path: { id: randomUUID() } }),
  'GET /api/admin/v1/imports/{id}/remarks': () => ({ path: { id: randomUUID() } }),
  'POST /api/admin/v1/imports/{id}/cancel': () => ({ path: { id: randomUUID() } }),
  'GET /api/admin/v1/rebuilds': nothing,
  'POST /api/admin/v1/rebuilds': saying(nothing, () => ({ kind: 'directory' })),
  'GET /api/admin/v1/rebuilds/{id}': () => ({ path: { id: randomUUID() } }),
  'POST /api/admin/v1/rebuilds/{id}/cancel': () => ({ path: { id: randomUUID() } }),
  'POST /api/admin/v1/signing-keys/rotate': nothing,
  'GET /api/admin/.well-known/jwks.json': nothing,
  'GET /api/admin/v1/groups': nothing,
  // In a zone that there is not: whoever makes a group runs it, and must not run one in the rows that follow.
  'POST /api/admin/v1/groups': saying(nothing, () => ({
    name: `Group ${randomUUID()}`,
    timeZone: 'Nowhere/City',
    kind: 'cooperative',
  })),
  'GET /api/admin/v1/groups/{id}': evergreen,
  'PUT /api/admin/v1/groups/{id}': saying(evergreen, () => ({
    name: 'Evergreen Libraries',
    timeZone: 'America/Los_Angeles',
  })),
  // Refused to those who may, since libraries belong to it.
  'DELETE /api/admin/v1/groups/{id}': evergreen,
  // Refused to the operator, since somebody administers it.
  'PUT /api/admin/v1/groups/{id}/founder': async (s) => ({
    path: { id: s.ids.evergreen },
    body: ((id) => () => ({ accountId: id }))((await s.account()).path.id!),
  }),
  'POST /api/admin/v1/groups/{id}/memberships/moves': saying(
    (s) => ({ path: { id: s.ids.cooperative } }),
    () => ({ move: 'approve', ids: [randomUUID()] }),
  ),
  'PUT /api/admin/v1/groups/{id}/proxy': saying(evergreen, () => ({ institutionId: null })),
  'GET /api/admin/v1/groups/{id}/settings': evergreen,
  'GET /api/admin/v1/groups/{id}/settings/{key}': withKey(evergreen, 'shared-followup'),
  'PUT /api/admin/v1/groups/{id}/settings/{key}': saying(withKey(evergreen, 'shared-followup'), () => ({
    enabled: true,
  })),
  'GET /api/admin/v1/groups/{id}/settings/{key}/history': withKey(evergreen, 'shared-followup'),
  'GET /api/admin/v1/groups/{id}/memberships': (s) => ({ path: { id: s.ids.cooperative } }),
  'POST /api/admin/v1/groups/{id}/memberships': (s) => ({ path: { id: s.ids.cooperative } }),
  'GET /api/admin/v1/memberships': nothing,
  'GET /api/admin/v1/memberships/{id}': (s) => s.membership(),
  'POST /api/admin/v1/memberships/{id}/{move}': (s) => s.membership('approve'),
  'GET /api/admin/v1/institutions': nothing,
  'POST /api/admin/v1/institutions': saying(nothing, (s) => ({
    ...profile(),
    subscriptionGroupId: s.ids.evergreen,
  })),
  'GET /api/admin/v1/institutions/{id}': cedar,
  'GET /api/admin/v1/institutions/{id}/profile': cedar,
  'PUT /api/admin/v1/institutions/{id}/profile': saying(cedar, () => ({
    name: 'Cedar Law Library',
    timeZone: 'America/Los_Angeles',
    alertEmail: 'alerts@cedar.example',
    libraryTypes: ['law'],
    stateOrProvince: 'Colorado',
    country: 'US',
  })),
  'POST /api/admin/v1/institutions/{id}/profile/submit': cedar,
  'POST /api/admin/v1/institutions/{id}/profile/activate': cedar,
  'POST /api/admin/v1/institutions/{id}/profile/reject': saying(cedar, () => ({
    note: 'The time zone is wrong.',
  })),
  'POST /api/admin/v1/institutions/{id}/close': async (s) => {
    const body = { ...profile(), subscriptionGroupId: s.ids.evergreen };
    return { path: { id: (await ok(s.staff.oper.admin.POST('/v1/institutions', { body }))).id } };
  },
  'PUT /api/admin/v1/institutions/{id}/cooperative-mark': saying(cedar, () => ({ member: true })),
  'PUT /api/admin/v1/institutions/{id}/referrals': saying(cedar, () => ({ acceptsReferrals: true })),
  'GET /api/admin/v1/institutions/{id}/mail-domains': cedar,
  'POST /api/admin/v1/institutions/{id}/mail-domains': saying(newMailDomain, () => ({
    domain: 'cedar.example',
  })),
  'POST /api/admin/v1/institutions/{id}/mail-domains/{domain}/verify': mailDomain,
  'DELETE /api/admin/v1/institutions/{id}/mail-domains/{domain}': mailDomain,
  'GET /api/admin/v1/institutions/{id}/single-sign-on': cedar,
  'PUT /api/admin/v1/institutions/{id}/single-sign-on': saying(cedar, noProvider),
  'DELETE /api/admin/v1/institutions/{id}/single-sign-on': cedar,
  'POST /api/admin/v1/institutions/{id}/single-sign-on/allow-passwords': cedar,
  'GET /api/admin/v1/groups/{id}/single-sign-on': evergreen,
  'PUT /api/admin/v1/groups/{id}/single-sign-on': saying(evergreen, noProvider),
  'DELETE /api/admin/v1/groups/{id}/single-sign-on': evergreen,
  'GET /api/admin/v1/auth/single-sign-on/start': (s) => ({
    path: {},
    query: `institutionId=${s.ids.cedar}&returnTo=http://localhost/&challenge=${'x'.repeat(43)}`,
  }),
  'GET /api/admin/v1/auth/single-sign-on/{providerId}/callback': (s) => ({
    path: { providerId: s.ids.cedar },
    query: 'state=x&code=x',
  }),
  'POST /api/admin/v1/auth/single-sign-on/exchange': saying(nothing, () => ({
    code: 'x',
    verifier: 'x'.repeat(43),
  })),
  'POST /api/admin/v1/auth/single-sign-on/{providerId}/logout': (s) => ({
    path: { providerId: s.ids.cedar },
  }),
  'GET /api/admin/v1/institutions/{id}/settings': cedar,
  'GET /api/admin/v1/institutions/{id}/settings/{key}': withKey(cedar, 'email-notification'),
  'PUT /api/admin/v1/institutions/{id}/settings/{key}': saying(withKey(cedar, 'email-notification'), () => ({
    enabled: true,
    addresses: ['alerts@cedar.example'],
  })),
  'GET /api/admin/v1/institutions/{id}/settings/{key}/history': withKey(cedar, 'email-notification'),
};
