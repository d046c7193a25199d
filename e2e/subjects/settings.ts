import { settings as definitions, type Setting } from '@carrel/contracts';
import { ok } from '@carrel/client';
import { at } from '../../tools/src/journey/client.js';
import { nothing, saying, withKey, type Make } from './make.js';

const cedar: Make = (s) => ({ path: { id: s.ids.cedar } });
const evergreen: Make = (s) => ({ path: { id: s.ids.evergreen } });
const script = { name: 'Welcome', kind: 'text', content: 'Good evening.' };
/** A script that nobody has: who may change it finds nothing. */
const named =
  (make: Make): Make =>
  async (scene) => {
    const { path } = await make(scene);
    return { path: { ...path, name: 'Nothing' } };
  };
const added = (make: Make) => saying(make, () => ({ ...script, name: crypto.randomUUID() }));
const changed = (make: Make) => saying(named(make), () => script);

const answer = { name: 'Hours', content: 'We open at nine.' };
const addedAnswer = (make: Make) => saying(make, () => ({ ...answer, name: crypto.randomUUID() }));
const changedAnswer = (make: Make) => saying(named(make), () => answer);

const field =
  (name: string): Make =>
  async (scene) => ({ path: { ...(await cedar(scene)).path, field: name } });
const policy = 'api/admin/v1/institutions/{id}/policy-page';

/** Each setting's own operations write what is there already, so that no row changes what the others meet. */
const ownOf = ({ key, level, default: unset }: Setting): Record<string, Make> => {
  if (level === 'account') {
    const path = `/api/admin/v1/me/settings/${key}`;
    return { [`GET ${path}`]: nothing, [`PUT ${path}`]: saying(nothing, () => unset as object) };
  }
  const path = `/api/admin/v1/${level}s/{id}/settings/${key}`;
  const owner = level === 'group' ? evergreen : cedar;
  return {
    [`GET ${path}`]: owner,
    [`PUT ${path}`]: async (scene) => {
      const { admin } = level === 'group' ? scene.staff.gadm : scene.staff.iadm;
      const { id } = (await owner(scene)).path as { id: string };
      const { items } = await ok(admin.GET(`/v1/${level}s/{id}/settings`, at(id)));
      const value = items.find((one) => one.key === key)!.value;
      return { path: { id }, body: () => value };
    },
  };
};

export const settings: Record<string, Make> = {
  ...Object.assign({}, ...Object.values<Setting>(definitions).map(ownOf)),
  [`GET /${policy}`]: cedar,
  [`GET /${policy}/view`]: cedar,
  [`POST /${policy}/view/links`]: cedar,
  // Nobody's: a link opens once, so that no two rows could try the same.
  'GET /api/admin/v1/page-links/{token}': () => ({ path: { token: 'pl_none' } }),
  [`PUT /${policy}/status`]: saying(cedar, () => ({ status: 'viewable' })),
  [`PUT /${policy}/fields/{field}`]: saying(field('hours'), () => ({ text: 'Nine to six.' })),
  [`POST /${policy}/submit`]: cedar,
  [`GET /${policy}/secrets/{field}`]: field('proxy-password'),
  [`GET /${policy}/secret-reads`]: cedar,
  [`GET /${policy}/history`]: cedar,
  'GET /api/admin/v1/institutions/{id}/forms': cedar,
  'GET /api/admin/v1/groups/{id}/policy-pages': evergreen,
  'GET /api/admin/v1/groups/{id}/canned-answers': evergreen,
  'POST /api/admin/v1/groups/{id}/canned-answers': addedAnswer(evergreen),
  'PUT /api/admin/v1/groups/{id}/canned-answers/{name}': changedAnswer(evergreen),
  'DELETE /api/admin/v1/groups/{id}/canned-answers/{name}': named(evergreen),
  'GET /api/admin/v1/institutions/{id}/canned-answers': cedar,
  'POST /api/admin/v1/institutions/{id}/canned-answers': addedAnswer(cedar),
  'PUT /api/admin/v1/institutions/{id}/canned-answers/{name}': changedAnswer(cedar),
  'DELETE /api/admin/v1/institutions/{id}/canned-answers/{name}': named(cedar),
  'GET /api/admin/v1/me/canned-answers': nothing,
  'POST /api/admin/v1/me/canned-answers': addedAnswer(nothing),
  'PUT /api/admin/v1/me/canned-answers/{name}': changedAnswer(nothing),
  'DELETE /api/admin/v1/me/canned-answers/{name}': named(nothing),
  'GET /api/admin/v1/groups/{id}/scripts': evergreen,
  'POST /api/admin/v1/groups/{id}/scripts': added(evergreen),
  'PUT /api/admin/v1/groups/{id}/scripts/{name}': changed(evergreen),
  'DELETE /api/admin/v1/groups/{id}/scripts/{name}': named(evergreen),
  'GET /api/admin/v1/institutions/{id}/scripts': cedar,
  'POST /api/admin/v1/institutions/{id}/scripts': added(cedar),
  'PUT /api/admin/v1/institutions/{id}/scripts/{name}': changed(cedar),
  'DELETE /api/admin/v1/institutions/{id}/scripts/{name}': named(cedar),
  'GET /api/admin/v1/me/scripts': nothing,
  'POST /api/admin/v1/me/scripts': added(nothing),
  'PUT /api/admin/v1/me/scripts/{name}': changed(nothing),
  'DELETE /api/admin/v1/me/scripts/{name}': named(nothing),
  'GET /api/admin/v1/setting-definitions': nothing,
  'GET /api/admin/v1/me/settings': nothing,
  'GET /api/admin/v1/me/settings/{key}': withKey(nothing, 'account-scripts'),
  'PUT /api/admin/v1/me/settings/{key}': saying(withKey(nothing, 'account-scripts'), () => ({ scripts: [] })),
  'GET /api/admin/v1/me/settings/{key}/history': withKey(nothing, 'account-scripts'),
  'GET /api/chat/v1/sessions/{id}/descriptive-codes': (s) => s.session(true),
  'GET /api/questions/v1/descriptive-codes': nothing,
};
