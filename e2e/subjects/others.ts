import { randomUUID } from 'node:crypto';
import { ok } from '@carrel/client';
import { at } from '../../tools/src/journey/client.js';
import { nothing, saying, type Make } from './make.js';

const mapRoom = { name: 'Map room', address: 'maps@archive.example' };
/** Cedar's own. */
const expert: Make = async (s) => ({
  path: { id: (await ok(s.staff.iadm.referrals.POST('/v1/experts', { body: mapRoom }))).id },
});
const emailPartner: Make = async (s) => ({
  path: { id: (await ok(s.staff.lib.referrals.POST('/v1/email-partners', { body: mapRoom }))).id },
});

const cedar: Make = (s) => ({ path: { id: s.ids.cedar } });
const webhook: Make = (s) => s.webhook();

export const others: Record<string, Make> = {
  'GET /api/referrals/v1/partners': async (s) => {
    const { path, own } = await s.question();
    return { path: {}, query: `questionId=${path.id}`, own: own! };
  },
  'POST /api/referrals/v1/referrals': async (s) => {
    const { path, own } = await s.question();
    const to = { kind: 'cooperative-partner', institutionId: s.ids.dogwood };
    return { path: {}, own: own!, body: () => ({ questionId: path.id, to }) };
  },
  'GET /api/referrals/v1/partners/{id}': async (s) => {
    const { path, own } = await s.question();
    return { path: { id: s.ids.dogwood }, query: `questionId=${path.id}`, own: own! };
  },
  'GET /api/referrals/v1/chains/{id}': (s) => s.question(),
  'GET /api/referrals/v1/experts': nothing,
  'POST /api/referrals/v1/experts': saying(nothing, () => mapRoom),
  'GET /api/referrals/v1/experts/{id}': expert,
  'PUT /api/referrals/v1/experts/{id}': saying(expert, () => mapRoom),
  'DELETE /api/referrals/v1/experts/{id}': expert,
  'GET /api/referrals/v1/email-partners': nothing,
  'POST /api/referrals/v1/email-partners': saying(nothing, () => mapRoom),
  'DELETE /api/referrals/v1/email-partners/{id}': emailPartner,
  'GET /api/referrals/v1/referrals': nothing,
  'GET /api/referrals/v1/referrals/{id}': (s) => s.referral(),
  'POST /api/referrals/v1/referrals/{id}/return': saying(
    (s) => s.referral(),
    () => ({ reason: 'Not ours.' }),
  ),
  'POST /api/referrals/v1/referrals/{id}/withdraw': saying(
    (s) => s.referral(),
    () => ({ reason: 'By mistake.' }),
  ),
  'GET /api/notifications/v1/webhooks': nothing,
  'POST /api/notifications/v1/webhooks': async (s) => {
    const { notifications } = s.staff.iadm;
    const { items } = await ok(notifications.GET('/v1/webhooks'));
    for (const { id } of items) await notifications.DELETE('/v1/webhooks/{id}', at(id));
    return { path: {}, body: () => ({ url: 'https://cedar.example/hook', institutionId: s.ids.cedar }) };
  },
  'GET /api/notifications/v1/webhooks/{id}': webhook,
  'PUT /api/notifications/v1/webhooks/{id}': saying(webhook, () => ({ url: 'https://cedar.example/hook' })),
  'DELETE /api/notifications/v1/webhooks/{id}': webhook,
  'POST /api/notifications/v1/webhooks/{id}/rotate': saying(webhook, () => ({})),
  'POST /api/notifications/v1/webhooks/{id}/test': webhook,
  'GET /api/notifications/v1/webhooks/{id}/deliveries': webhook,
  'POST /api/notifications/v1/webhooks/{id}/deliveries/{deliveryId}/replay': async (s) => ({
    path: { ...(await s.webhook()).path, deliveryId: randomUUID() },
  }),
  'POST /api/notifications/v1/webhooks/{id}/replay': saying(webhook, () => ({})),
  'GET /api/notifications/v1/feed': async (s) => {
    await ok(s.services.gsvc.notifications.PUT('/v1/feed', { body: {} }));
    return { path: {} };
  },
  'PUT /api/notifications/v1/feed': saying(nothing, () => ({})),
  'DELETE /api/notifications/v1/feed': nothing,
  'GET /api/notifications/v1/deliveries/unsettled': nothing,
  'GET /api/notifications/v1/suppressed-patrons': nothing,
  'GET /api/notifications/v1/unfiled-mails': nothing,
  'POST /api/notifications/v1/unfiled-mails/requeue': nothing,
  'POST /api/notifications/v1/deliveries/{id}/resend': (s) => s.delivery(),
  'POST /api/notifications/v1/suppressed-patrons/{id}/release': (s) => s.delivery(),
  'GET /api/notifications/v1/institutions/{id}/message-mockups/{type}': (s) => ({
    path: { id: s.ids.cedar, type: 'answer' },
  }),
  'POST /api/notifications/v1/institutions/{id}/message-mockups/{type}/links': (s) => ({
    path: { id: s.ids.cedar, type: 'answer' },
  }),
  'GET /api/notifications/v1/page-links/{token}': () => ({ path: { token: 'pl_none' } }),
  'GET /api/notifications/v1/institutions/{id}/acknowledgement-page': cedar,
  'GET /api/notifications/v1/institutions/{id}/acknowledgement-page.html': cedar,
  'GET /api/notifications/v1/institutions/{id}/mailed-reports': cedar,
  'GET /api/notifications/v1/groups/{id}/feed-readers': (s) => ({ path: { id: s.ids.evergreen } }),
  'GET /api/notifications/v1/groups/{id}/mailed-reports': (s) => ({ path: { id: s.ids.evergreen } }),
  'POST /api/notifications/v1/institutions/{id}/notification-tests': cedar,
  'GET /api/notifications/v1/institutions/{id}/suppressed-addresses': cedar,
  'POST /api/notifications/v1/institutions/{id}/suppressed-addresses/release': saying(cedar, () => ({
    address: 'alerts@cedar.example',
  })),
  'POST /api/notifications/v1/questions/{id}/previews': saying(
    (s) => s.question(),
    () => ({ message: 'answer', text: 'In 1932.' }),
  ),
  'GET /api/notifications/v1/deliveries': async (s) => {
    const { path, own } = await s.question();
    return { path: {}, query: `questionId=${path.id}`, own: own! };
  },
};
