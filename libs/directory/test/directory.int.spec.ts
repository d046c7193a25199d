import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventData } from '@carrel/contracts';
import { requests } from '@carrel/contracts';
import { messagingMigrations, MessagingModule, newId, On, Statements, Transactions } from '@carrel/messaging';
import {
  aNats,
  answer,
  emit,
  eventually,
  startService,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { Identities, WebModule, webMigrations } from '@carrel/web';
import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { Directory, directoryMigrations, DirectoryModule, Names } from '../src/index.js';

/** A service that, beside the directory, hears of new libraries itself. */
@Controller()
class OpensQueues {
  constructor(private readonly transactions: Transactions) {}
  @On('institution.registered.v1')
  async open(@Payload() event: { id: string; subject: string }): Promise<void> {
    await this.transactions.runOnce(event, ({ manager }) =>
      manager.query('INSERT INTO opened (id) VALUES ($1)', [event.subject]),
    );
  }
}
class Opened1 {
  name = 'Opened1799999999999';
  up = (db: { query(sql: string): Promise<unknown> }) => db.query('CREATE TABLE opened (id uuid)');
  down = (db: { query(sql: string): Promise<unknown> }) => db.query('DROP TABLE opened');
}
@Module({
  imports: [
    MessagingModule.forRoot({ service: 'chat' }),
    WebModule.forRoot({ service: 'chat' }),
    DirectoryModule,
  ],
  controllers: [OpensQueues],
})
class SampleModule {}

const dataSource = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  migrations: [...messagingMigrations, ...webMigrations, ...directoryMigrations, Opened1 as never],
});

const library = (id: string, group: string, more = {}): EventData<'institution.registered.v1'> => ({
  institutionId: id,
  name: 'Aspen County Library',
  subscriptionGroupId: group,
  timeZone: 'America/Denver',
  profileStatus: 'active',
  acceptsReferrals: true,
  redirectToInstitutionId: null,
  portal: false,
  ...more,
});

describe('The directory of a service', () => {
  let nats: TestNats;
  let service: TestService;
  let directory: Directory;
  const group = newId();

  beforeAll(async () => {
    nats = await aNats();
    service = await startService({ name: 'chat', module: SampleModule, dataSource, nats });
    directory = service.app.get(Directory);
  });
  afterAll(async () => {
    await service?.stop();
    await nats?.stop();
  });

  it('hears of a library once, beside whoever else in the service hears of it', async () => {
    const id = newId();
    const event = { subject: id, sequence: 1, id: newId() };
    await emit(nats, 'institution.registered.v1', library(id, group), event);
    await eventually(async () => {
      expect(await directory.institution(id)).toMatchObject({ id, name: 'Aspen County Library' });
      expect(await service.db.query('SELECT * FROM opened WHERE id = $1', [id])).toHaveLength(1);
    });
  });

  it('never goes back when facts arrive in another order', async () => {
    const id = newId();
    await emit(nats, 'institution.updated.v1', library(id, group, { name: 'New Name' }), {
      subject: id,
      sequence: 3,
    });
    await eventually(async () => expect(await directory.institution(id)).toBeDefined());
    await emit(nats, 'institution.updated.v1', library(id, group, { name: 'Old Name' }), {
      subject: id,
      sequence: 2,
    });
    const marker = newId();
    await emit(nats, 'institution.registered.v1', library(marker, group), { subject: marker, sequence: 1 });
    await eventually(async () => expect(await directory.institution(marker)).toBeDefined());
    expect((await directory.institution(id))?.name).toBe('New Name');
  });

  it('[promise 31] knows on a replica that starts later which sign-ins have ended, until no token of theirs is good', async () => {
    const [ended, old, open] = [newId(), newId(), newId()];
    const end = (signInId: string, time: Date) =>
      emit(
        nats,
        'sign-in.ended.v1',
        { signInId, accountId: newId(), because: 'logout' },
        { subject: signInId, sequence: 1, time },
      );
    await end(old, new Date(Date.now() - 60 * 60_000));
    await end(ended, new Date());
    await eventually(async () =>
      expect(await service.db.query('SELECT id FROM directory_ended_sign_ins')).toEqual([{ id: ended }]),
    );
    const { database } = service;
    const late = await startService({ name: 'chat', module: SampleModule, dataSource, nats, database });
    expect(await late.app.get(Identities).endedAmong([ended, old, open])).toEqual([ended]);
    await late.stop();
  });

  it('[B40] counts roles in a group only while the library is an active member of it', async () => {
    const [coop, own, id] = [newId(), newId(), newId()];
    const membershipId = newId();
    await emit(nats, 'institution.registered.v1', library(id, own), { subject: id, sequence: 1 });
    const account = {
      ...{ accountId: newId(), institutionId: id, roles: [], operator: false, trained: true, active: true },
      groupRoles: [own, coop].map((groupId) => ({ groupId, role: 'group-admin' as const })),
    };
    await emit(nats, 'account.created.v1', account, { subject: account.accountId, sequence: 1 });
    const held = async () =>
      (await directory.account(account.accountId))?.groupRoles.map(({ groupId }) => groupId).sort();
    const member = (sequence: number, status: 'active' | 'left') =>
      emit(
        nats,
        status === 'active' ? 'membership.approved.v1' : 'membership.left.v1',
        { membershipId, groupId: coop, institutionId: id, status },
        { subject: membershipId, sequence },
      );
    await eventually(async () => expect(await held()).toEqual([own]));
    await member(1, 'active');
    await eventually(async () => expect(await held()).toEqual([own, coop].sort()));
    expect(await directory.groupAdministratorsOf(coop)).toEqual([account.accountId]);
    await member(2, 'left');
    await eventually(async () => expect(await held()).toEqual([own]));
    expect(await directory.groupAdministratorsOf(coop)).toEqual([]);
    const closed = library(id, own, { profileStatus: 'closed' });
    await emit(nats, 'institution.updated.v1', closed, { subject: id, sequence: 2 });
    await eventually(async () =>
      expect(await directory.account(account.accountId)).toMatchObject({ active: false, groupRoles: [] }),
    );
  });

  it('[R117] counts to a cooperative only those libraries whose membership is active', async () => {
    const [coop, joined, waiting] = [newId(), newId(), newId()];
    await emit(
      nats,
      'group.created.v1',
      { groupId: coop, name: '24/7', kind: 'cooperative', timeZone: 'UTC', proxyInstitutionId: null },
      { subject: coop, sequence: 1 },
    );
    for (const id of [joined, waiting]) {
      await emit(nats, 'institution.registered.v1', library(id, newId()), { subject: id, sequence: 1 });
    }
    for (const [institutionId, status] of [
      [joined, 'active'],
      [waiting, 'pending'],
    ] as const) {
      const membershipId = newId();
      const data = { membershipId, groupId: coop, institutionId, status };
      const name = status === 'active' ? 'membership.approved.v1' : 'membership.requested.v1';
      await emit(nats, name, data, { subject: membershipId, sequence: 1 });
    }
    await eventually(async () => {
      expect((await directory.librariesOf(coop)).map((l) => l.id)).toEqual([joined]);
      expect(await directory.cooperativesOf(waiting)).toEqual([]);
      expect((await directory.cooperativesOf(joined)).map((g) => g.name)).toEqual(['24/7']);
    });
  });

  it('[R117] forgets a deleted cooperative and who belonged to it, whatever arrives late', async () => {
    const [groupId, member, membershipId] = [newId(), newId(), newId()];
    const coop = {
      groupId,
      name: 'Gone',
      kind: 'cooperative' as const,
      timeZone: 'UTC',
      proxyInstitutionId: null,
    };
    await emit(nats, 'institution.registered.v1', library(member, newId()), { subject: member, sequence: 1 });
    await emit(nats, 'group.created.v1', coop, { subject: groupId, sequence: 1 });
    const data = { membershipId, groupId, institutionId: member, status: 'active' as const };
    await emit(nats, 'membership.approved.v1', data, { subject: membershipId, sequence: 2 });
    await eventually(async () => expect(await directory.librariesOf(groupId)).toHaveLength(1));
    await emit(nats, 'group.deleted.v1', coop, { subject: groupId, sequence: 3 });
    await eventually(async () => expect(await directory.librariesOf(groupId)).toEqual([]));
    await emit(nats, 'group.updated.v1', coop, { subject: groupId, sequence: 2 });
    await emit(nats, 'membership.approved.v1', data, { subject: membershipId, sequence: 1 });
    const marker = newId();
    await emit(nats, 'institution.registered.v1', library(marker, newId()), { subject: marker, sequence: 1 });
    await eventually(async () => expect(await directory.institution(marker)).toBeDefined());
    expect((await directory.group(groupId))?.deleted).toBe(true);
    expect(await directory.cooperativesOf(member)).toEqual([]);
    expect(await directory.librariesOf(groupId)).toEqual([]);
  });

  it("answers a setting's default until someone sets it", async () => {
    const ownerId = newId();
    expect(await directory.setting('shared-followup', ownerId)).toEqual({ enabled: false });
    const data = { key: 'shared-followup', level: 'group' as const, ownerId, value: { enabled: true } };
    await emit(nats, 'settings.changed.v1', data, { subject: newId(), sequence: 1 });
    await eventually(async () =>
      expect(await directory.setting('shared-followup', ownerId)).toEqual({ enabled: true }),
    );
  });

  it('knows names only by asking, and does without them while admin is away', async () => {
    const names = service.app.get(Names);
    const id = newId();
    expect(await names.of([id])).toEqual(new Map());
    const responder = await answer(nats, requests.accountNames, ({ ids }) => ({
      accounts: ids.map((asked) => ({ id: asked, name: 'Alma', institutionId: newId() })),
    }));
    expect(await names.of([id, null])).toEqual(new Map([[id, 'Alma']]));
    responder.stop();
  });

  it('names everybody asked for, more of them than it keeps too', async () => {
    const ids = Array.from({ length: 12_000 }, () => newId());
    const admin = await answer(nats, requests.accountNames, ({ ids: some }) => ({
      accounts: some.map((id) => ({ id, name: `Reader ${id}`, institutionId: id })),
    }));
    const names = await service.app.get(Names).of(ids);
    expect(ids.filter((id) => names.get(id) !== `Reader ${id}`)).toEqual([]);
    admin.stop();
  });

  it('finds the staff of a library and of a group without reading everybody of the cooperative', async () => {
    const { db } = service;
    const [ownLibrary, ownGroup] = [newId(), newId()];
    await db.query(
      `INSERT INTO directory_institutions (id, sequence, name, subscription_group_id, time_zone, profile_status,
         accepts_referrals, portal) VALUES ($1, 1, 'Birch', $2, 'UTC', 'active', true, false)`,
      [ownLibrary, ownGroup],
    );
    await db.query(
      `INSERT INTO directory_accounts (id, sequence, institution_id, roles, group_roles, operator, trained, active)
       SELECT gen_random_uuid(), 1, CASE WHEN n % 5000 = 0 THEN $1::uuid ELSE gen_random_uuid() END,
         '{institution-admin}', jsonb_build_array(jsonb_build_object('role', 'coordinator',
           'groupId', CASE WHEN n % 5000 = 0 THEN $2::uuid ELSE gen_random_uuid() END)), false, true, true
       FROM generate_series(1, 20000) n`,
      [ownLibrary, ownGroup],
    );
    await db.query('ANALYZE directory_accounts');
    const asked: [sql: string, values: unknown[]][] = [];
    const listening = new Directory(
      {
        query: (sql: string, values: unknown[]) => {
          asked.push([sql, values]);
          return db.query(sql, values);
        },
      } as unknown as DataSource,
      service.app.get(Statements),
    );
    expect(await listening.accountsOf(ownLibrary)).toHaveLength(4);
    expect(await listening.administratorsOf(ownLibrary)).toHaveLength(4);
    expect(await listening.coordinatorsOf(ownGroup)).toHaveLength(4);
    for (const [sql, values] of asked) {
      const plan = (await db.query<object[]>(`EXPLAIN ${sql}`, values))
        .map((row) => Object.values(row)[0])
        .join('\n');
      expect(plan).toMatch(
        /Bitmap Index Scan on directory_accounts_by|Index Scan using directory_accounts_by/,
      );
      expect(plan).not.toContain('Seq Scan on directory_accounts');
    }
  });
});
