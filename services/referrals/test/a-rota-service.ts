import type { GroupRole, InstitutionRole } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { newId } from '@carrel/messaging';
import {
  aNats,
  emit,
  eventually,
  listen,
  staff,
  startService,
  TestClock,
  type Events,
} from '@carrel/testing';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { ReferralsModule } from '../src/referrals.module.js';

/** Monday 1 June 2026, 8:00 in Denver. */
export const mondayAtEight = '2026-06-01T14:00:00.000Z';

/** referrals with Evergreen's five libraries and a stranger of another group, on a clock that tests move. */
export async function aRotaService() {
  const nats = await aNats();
  const events: Events = await listen(nats);
  const clock = new TestClock(new Date(mondayAtEight));
  const start = (database?: Parameters<typeof startService>[0]['database']) =>
    startService({
      name: 'referrals',
      module: ReferralsModule,
      dataSource: dataSourceOptions,
      nats,
      clock,
      ...(database ? { database } : {}),
    });
  const service = await start();
  const groups = { evergreen: newId(), prairie: newId() };
  const libraries = {
    aspen: newId(),
    birch: newId(),
    cedar: newId(),
    dogwood: newId(),
    elm: newId(),
    stranger: newId(),
  };
  const names = Object.entries(libraries);
  for (const [name, groupId] of Object.entries(groups)) {
    const timeZone = name === 'evergreen' ? 'America/Denver' : 'Europe/Berlin';
    await emit(
      nats,
      'group.created.v1',
      { groupId, name: `${name} libraries`, kind: 'subscription', timeZone, proxyInstitutionId: null },
      { subject: groupId },
    );
  }
  const library = (institutionId: string, name: string, more: object = {}) =>
    emit(
      nats,
      'institution.updated.v1',
      {
        institutionId,
        name,
        subscriptionGroupId: name === 'stranger' ? groups.prairie : groups.evergreen,
        timeZone: 'America/Denver',
        profileStatus: 'active',
        acceptsReferrals: true,
        redirectToInstitutionId: null,
        portal: false,
        ...more,
      },
      { subject: institutionId },
    );
  for (const [name, id] of names) await library(id, name);
  const directory = service.app.get(Directory);
  await eventually(async () => {
    if ((await directory.librariesOf(groups.evergreen)).length < 5) throw new Error('no libraries yet');
    if (!(await directory.institution(libraries.stranger))) throw new Error('no stranger yet');
    if (!(await directory.group(groups.prairie))) throw new Error('no groups yet');
  });
  const at = (
    name: keyof typeof libraries,
    roles: InstitutionRole[] = ['librarian'],
    groupRoles: GroupRole[] = [],
    of = service,
  ) =>
    of.as(
      staff({
        institutionId: libraries[name],
        roles,
        groupRoles: groupRoles.map((role) => ({ groupId: groups.evergreen, role })),
      }),
    );
  return {
    nats,
    events,
    clock,
    service,
    directory,
    groups,
    libraries,
    library,
    at,
    coordinator: at('aspen', ['reviewer'], ['coordinator']),
    start,
    async stop() {
      await events.stop();
      await service.stop();
      await nats.stop();
    },
  };
}
export type RotaService = Awaited<ReturnType<typeof aRotaService>>;
