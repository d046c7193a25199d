import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { adminConfig } from '../src/shared/config.js';
import { bootstrap } from '../src/operator/bootstrap.js';
import { aRunningAdmin, password, type RunningAdmin } from './a-running-admin.js';

describe('The first account in production', () => {
  let admin: RunningAdmin;
  beforeAll(async () => {
    admin = await aRunningAdmin({ env: { CARREL_DEMO: 'false' } });
  });
  afterAll(() => admin?.stop());

  const run = async (...args: string[]): Promise<string> => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      await bootstrap(admin.service.app, args);
      return write.mock.calls.join('');
    } finally {
      write.mockRestore();
    }
  };
  const tokenIn = (printed: string): string => /inv_[\w-]{43}/.exec(printed)![0];
  const redeem = (token: string) => admin.service.http.post('/v1/auth/password', { token, password });

  it('is the operator, made once, who chooses a password with the one-time token', async () => {
    const lost = tokenIn(await run('boss@carrel.example'));
    const token = tokenIn(await run('boss@carrel.example'));
    expect((await redeem(lost)).status).toBe(422);
    expect((await redeem(token)).status).toBe(204);
    await expect(run('boss@carrel.example')).rejects.toThrow(/There is an operator already/);
    await expect(run('another@carrel.example')).rejects.toThrow(/There is an operator already/);
    const { n } = (await admin.service.db.query('SELECT count(*)::int AS n FROM accounts'))[0];
    expect(n).toBe(1);
  });

  it('belongs to no library, and sets up the first group, library and administrator', async () => {
    const operator = await admin.as('boss@carrel.example');
    const me = (await operator.get('/v1/me')).body;
    expect(me).toMatchObject({ operator: true, institutionId: null, institution: null, groups: [] });
    expect(me.capabilities).toEqual(['platform.operate']);
    const group = { kind: 'subscription', name: 'First Libraries', timeZone: 'Europe/Berlin' };
    const { body: made } = await operator.post('/v1/groups', group);
    const library = { subscriptionGroupId: made.id, name: 'First Library', timeZone: 'Europe/Berlin' };
    const { body: first } = await operator.post('/v1/institutions', library);
    const person = { email: 'admin@first.example', name: 'First Admin', roles: ['institution-admin'] };
    const created = await operator.post('/v1/accounts', { ...person, institutionId: first.id });
    expect(created.status).toBe(201);
    const roles = await operator.put(`/v1/groups/${made.id}/roles/${created.body.id}`, {
      roles: ['group-admin'],
    });
    expect(roles.body.groupRoles).toEqual([{ groupId: made.id, role: 'group-admin' }]);
  });

  it('has no demonstration beside it', async () => {
    const operator = await admin.as('boss@carrel.example');
    expect((await operator.get('/v1/groups')).body.items).toHaveLength(1);
  });
});

describe('The environment', () => {
  const secret = 'thirty-two bytes of secret or more';

  it('has a secret of 32 bytes, and no demonstration in production', () => {
    expect(adminConfig({ CARREL_SECRET: secret })).toMatchObject({
      secrets: [secret],
      demonstration: false,
    });
    expect(() => adminConfig({ CARREL_SECRET: 'short' })).toThrow(/CARREL_SECRET/);
    const production = { CARREL_SECRET: secret, CARREL_DEMO: 'true', NODE_ENV: 'production' };
    expect(() => adminConfig(production)).toThrow(/CARREL_DEMO is refused/);
  });
});
