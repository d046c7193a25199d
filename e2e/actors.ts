import { ok } from '@carrel/client';
import type { Scope } from '@carrel/contracts';
import {
  at,
  eventually,
  signIn as signInOne,
  speaker,
  type Speaker,
  type Staff,
} from '../tools/src/journey/client.js';

/** Who tries every operation; the columns of the permission matrix, in this order. */
export const actors = [
  'anon', // nobody signed in
  'own', // the patron whose session and question it is
  'other', // a patron with a good token for something else
  'lib', // a librarian of Cedar, the patron's library
  'rev', // a reviewer of Cedar
  'far', // a librarian of Elm: another group, in no cooperative
  'coop', // a librarian of Dogwood: another group, same cooperative, nothing to do with the question
  'iadm', // Cedar's institution admin
  'oadm', // Dogwood's institution admin
  'gadm', // Evergreen's group admin, of Aspen; Cedar is in Evergreen
  'cadm', // the admin of the 24/7 cooperative, of Aspen
  'oper', // the operator
  'coor', // Evergreen's coordinator, a librarian of Aspen
  'was', // everything at Fir, a library that left the 24/7 cooperative, which the account ran and coordinated
  'svc', // a service account of Cedar with every scope of a library
  'narrow', // a service account of Cedar whose one scope opens nothing else
  'fsvc', // a service account of Dogwood, which has nothing to do with the question, with every scope of a library
  'gsvc', // a service account of the group Evergreen with every scope of a group
  'gone', // a service account of Cedar with every scope of a library, removed while its token was good
] as const;
/** The columns that stand in the table; those of service accounts follow a rule of their own (permissions.ts). */
export const people = actors.slice(0, 14) as readonly Exclude<Actor, ServiceActor>[];
export const serviceActors = ['svc', 'narrow', 'fsvc', 'gsvc', 'gone'] as const;
export type ServiceActor = (typeof serviceActors)[number];
export type Actor = (typeof actors)[number];

const staff = {
  lib: 'librarian@cedar.example',
  rev: 'reviewer@cedar.example',
  far: 'librarian@elm.example',
  coop: 'librarian@dogwood.example',
  iadm: 'admin@cedar.example',
  oadm: 'admin@dogwood.example',
  gadm: 'admin@evergreen.example',
  cadm: 'admin@cooperative.example',
  oper: 'operator@carrel.example',
  coor: 'coordinator@evergreen.example',
} as const;

type SignedIn = Record<keyof typeof staff, Staff>;
export type Services = Record<ServiceActor, Speaker & { readonly id: string }>;

const ofLibraries = ['directory:read', 'questions:read', 'statistics:read', 'webhooks:manage'] as const;
const ofGroups = ['directory:read', 'statistics:read', 'events:read', 'webhooks:manage'] as const;

/** Every service account, with a token of its own. */
export async function serviceTokens(
  origin: string,
  staff: Awaited<ReturnType<typeof signIn>>,
  ids: { cedar: string; dogwood: string; evergreen: string },
): Promise<Services> {
  const made = async (by: Staff, owner: 'institutions' | 'groups', id: string, scopes: readonly Scope[]) => {
    const request = { ...at(id), body: { name: 'Matrix', scopes: [...scopes] } };
    const account = await ok(by.admin.POST(`/v1/${owner}/{id}/service-accounts`, request));
    const body = {
      grant_type: 'client_credentials',
      client_id: account.id,
      client_secret: account.clientSecret,
    } as const;
    const { access_token } = await ok(speaker(origin).admin.POST('/v1/auth/token', { body }));
    return { ...speaker(origin, access_token), id: account.id };
  };
  return {
    gone: await removed(await made(staff.iadm, 'institutions', ids.cedar, ofLibraries), staff.iadm),
    svc: await made(staff.iadm, 'institutions', ids.cedar, ofLibraries),
    narrow: await made(staff.iadm, 'institutions', ids.cedar, ['directory:read']),
    fsvc: await made(staff.oadm, 'institutions', ids.dogwood, ofLibraries),
    gsvc: await made(staff.gadm, 'groups', ids.evergreen, ofGroups),
  };
}

/** Its token is good for minutes still; how soon it is refused is tried where nothing else keeps the machine busy. */
async function removed(account: Services['gone'], by: Staff): Promise<Services['gone']> {
  await ok(by.admin.POST('/v1/service-accounts/{id}/revoke', at(account.id)));
  const ended = async (look: () => Promise<{ response: Response }>) =>
    eventually(async () => {
      if ((await look()).response.status !== 401) throw new Error('the token is still good');
    });
  await Promise.all([
    ended(() => account.admin.GET('/v1/institutions')),
    ended(() => account.chat.GET('/v1/queues')),
    ended(() => account.questions.GET('/v1/questions')),
    ended(() => account.referrals.GET('/v1/duties')),
    ended(() => account.notifications.GET('/v1/webhooks')),
  ]);
  return account;
}

/** Removes accounts that were made for one renewal; `gone` is. */
export async function revokeAll(
  { svc, narrow, fsvc, gsvc }: Services,
  { iadm, oadm, gadm }: Pick<SignedIn, 'iadm' | 'oadm' | 'gadm'>,
): Promise<void> {
  for (const [{ id }, by] of [
    [svc, iadm] as const,
    [narrow, iadm] as const,
    [fsvc, oadm] as const,
    [gsvc, gadm] as const,
  ])
    await by.admin.POST('/v1/service-accounts/{id}/revoke', at(id));
}

/** Everyone of the staff columns who only signs in; who cannot any more stays as they were `before`. */
export async function signIn(origin: string, before?: SignedIn): Promise<SignedIn> {
  const entries = await Promise.all(
    Object.entries(staff).map(async ([name, email]) => {
      const last = before?.[name as keyof SignedIn];
      const now = await signInOne(origin, email).catch((error: unknown) => {
        if (last) return last;
        throw error;
      });
      return [name, now] as const;
    }),
  );
  return Object.fromEntries(entries) as SignedIn;
}
