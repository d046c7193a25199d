import { ok } from '@carrel/client';
import { databaseOf, withClient } from '../../tools/src/index.js';
import { at } from '../../tools/src/journey/client.js';
import type { Scene } from '../scene.js';
import { services } from './operations.js';

/** The long form makes more things in a minute than anybody may; it is not the limits that it tries. */
export async function forgetLimits(postgresUrl: string): Promise<void> {
  for (const service of services)
    await withClient(databaseOf(postgresUrl, `carrel_${service}`), (client) =>
      client.query('delete from rate_limits'),
    );
}

/** Puts back what accepted requests may have changed: nobody in a chat, Cedar's desk open, its marks as they were. */
export async function recover(scene: Scene): Promise<void> {
  const { lib, rev, iadm, oper } = scene.staff;
  for (const { chat } of [lib, rev]) {
    const active = { params: { query: { status: 'active' as const } } };
    for (const { id } of (await ok(chat.GET('/v1/sessions', active))).items) {
      const end = { resolution: 'answered', noContactConfirmed: true } as const;
      await chat.POST('/v1/sessions/{id}/end', { ...at(id), body: end });
      await chat.POST('/v1/sessions/{id}/leave', at(id));
    }
  }
  for (const { id } of (await ok(lib.chat.GET('/v1/bans'))).items)
    await lib.chat.DELETE('/v1/bans/{id}', at(id));
  await iadm.chat.DELETE('/v1/queues/{id}/hours', at((await scene.queue()).path.id!));
  const cedar = at(scene.ids.cedar);
  await oper.admin.PUT('/v1/institutions/{id}/cooperative-mark', { ...cedar, body: { member: true } });
  await iadm.admin.PUT('/v1/institutions/{id}/referrals', { ...cedar, body: { acceptsReferrals: true } });
  for (const { id } of (await ok(iadm.notifications.GET('/v1/webhooks'))).items)
    await iadm.notifications.DELETE('/v1/webhooks/{id}', at(id));
  await scene.openDesk();
}
