import { ok } from '@carrel/client';
import { at } from '../../tools/src/journey/client.js';
import type { Scene, Subject } from '../scene.js';
import { nothing, saying, type Make } from './make.js';

/** Cedar is on duty for Evergreen all week, in a rota that is published anew for each row. */
async function rota(s: Scene): Promise<Subject> {
  const cells = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, institutionId: s.ids.cedar }));
  const plan = {
    params: { path: { groupId: s.ids.evergreen } },
    body: { cells, effectiveFrom: '2026-01-01' },
  };
  await ok(s.staff.gadm.referrals.PUT('/v1/rotas/{groupId}', plan));
  return { path: { groupId: s.ids.evergreen, version: '1' } };
}

/** One of Cedar's duties: the one that runs now, or the last of the next four weeks. */
async function duty(s: Scene, when: 'now' | 'later'): Promise<Subject> {
  await rota(s);
  const { items } = await ok(s.staff.lib.referrals.GET('/v1/duties'));
  return { path: { id: items.at(when === 'now' ? 0 : -1)!.id } };
}

/** Cedar cannot do a duty and asks for cover. */
async function cover(s: Scene): Promise<Subject> {
  const { path } = await duty(s, 'later');
  const { referrals } = s.staff.lib;
  const request = { ...at(path.id!), body: { reason: 'We are closed for stock-taking.' } };
  const { id } = await ok(referrals.POST('/v1/duties/{id}/covers', request));
  return { path: { id }, tidy: () => referrals.POST('/v1/covers/{id}/withdraw', at(id)) };
}

/** Cedar is barred from referrals in Evergreen. */
async function bar(s: Scene): Promise<Subject> {
  const { referrals } = s.staff.gadm;
  const request = { ...at(s.ids.evergreen), body: { institutionId: s.ids.cedar, reason: 'Moving house' } };
  const { id } = await ok(referrals.POST('/v1/groups/{id}/bars', request));
  return { path: { id }, tidy: () => referrals.POST('/v1/bars/{id}/lift', at(id)) };
}

async function feed(s: Scene): Promise<Subject> {
  const { referrals } = s.staff.lib;
  const { id, url } = await ok(referrals.POST('/v1/duty-feeds'));
  const tidy = () => referrals.DELETE('/v1/duty-feeds/{id}', at(id));
  return { path: { id, token: url.split('/').at(-2)! }, tidy };
}

/** Nothing, and what the row itself has made is removed: a person may have only so many. */
const newFeed: Make = (s) => ({
  path: {},
  tidy: async () => {
    const { referrals } = s.staff.lib;
    const { items } = await ok(referrals.GET('/v1/duty-feeds'));
    for (const { id } of items) await referrals.DELETE('/v1/duty-feeds/{id}', at(id));
  },
});

export const rotas: Record<string, Make> = {
  'GET /api/referrals/v1/rotas/{groupId}': rota,
  'PUT /api/referrals/v1/rotas/{groupId}': saying(rota, () => ({ cells: [] })),
  'GET /api/referrals/v1/rotas/{groupId}/versions': rota,
  'GET /api/referrals/v1/rotas/{groupId}/versions/{version}': rota,
  'GET /api/referrals/v1/rotas/{groupId}/on-duty': rota,
  'GET /api/referrals/v1/groups/{id}/bars': (s) => ({ path: { id: s.ids.evergreen } }),
  // Of another group, so that nobody is barred in the rows that follow.
  'POST /api/referrals/v1/groups/{id}/bars': (s) => ({
    path: { id: s.ids.evergreen },
    body: () => ({ institutionId: s.ids.dogwood, reason: 'Moving house' }),
  }),
  'POST /api/referrals/v1/bars/{id}/lift': bar,
  'GET /api/referrals/v1/duties': nothing,
  'GET /api/referrals/v1/duties/{id}': (s) => duty(s, 'now'),
  'POST /api/referrals/v1/duties/{id}/checks': (s) => duty(s, 'now'),
  'POST /api/referrals/v1/duties/{id}/covers': async (s) => {
    const { path } = await duty(s, 'later');
    const tidy = async () => {
      const { referrals } = s.staff.lib;
      const open = { params: { query: { status: 'open' as const } } };
      const { items } = await ok(referrals.GET('/v1/covers', open));
      for (const { id } of items) await referrals.POST('/v1/covers/{id}/withdraw', at(id));
    };
    return { path, body: () => ({ reason: 'We are closed.' }), tidy };
  },
  // To a library of another group, so that Cedar keeps it in the rows that follow.
  'POST /api/referrals/v1/duties/{id}/hand-on': async (s) => ({
    ...(await duty(s, 'later')),
    body: () => ({ institutionId: s.ids.dogwood }),
  }),
  'GET /api/referrals/v1/covers': nothing,
  'GET /api/referrals/v1/covers/{id}': cover,
  'POST /api/referrals/v1/covers/{id}/take': saying(cover, () => ({})),
  'POST /api/referrals/v1/covers/{id}/withdraw': cover,
  'POST /api/referrals/v1/duty-feeds': newFeed,
  'GET /api/referrals/v1/duty-feeds': nothing,
  'DELETE /api/referrals/v1/duty-feeds/{id}': feed,
  'GET /api/referrals/v1/duty-feeds/{token}/duties.ics': feed,
};
