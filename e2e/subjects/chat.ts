import { randomUUID } from 'node:crypto';
import { nothing, saying, type Make } from './make.js';

const active: Make = (s) => s.session(true);
const waiting: Make = (s) => s.session(false);
const logo: Make = (s) => ({ path: { institutionId: s.ids.cedar } });
const queue: Make = (s) => s.queue();

export const chat: Record<string, Make> = {
  'GET /api/chat/v1/queues': nothing,
  'GET /api/chat/v1/queues/{id}/hours': queue,
  'PUT /api/chat/v1/queues/{id}/hours': saying(queue, () => ({
    timeZone: 'America/Denver',
    intervals: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, opens: '00:00', closes: '24:00' })),
  })),
  'DELETE /api/chat/v1/queues/{id}/hours': queue,
  'GET /api/chat/v1/availability': (s) => ({ path: {}, query: `institutionId=${s.ids.cedar}` }),
  'POST /api/chat/v1/patron-pages/{slug}/site-checks': saying(
    () => ({ path: { slug: 'cedar' } }),
    // Not one of the library's own, so that nothing is fetched.
    () => ({ url: 'https://elsewhere.example/' }),
  ),
  'GET /api/chat/v1/page-logos/{institutionId}': logo,
  'PUT /api/chat/v1/page-logos/{institutionId}': logo,
  'POST /api/chat/v1/page-logos/{institutionId}/fetches': saying(logo, () => ({
    url: 'https://127.0.0.1/logo.png',
  })),
  'DELETE /api/chat/v1/page-logos/{institutionId}': logo,
  'POST /api/chat/v1/page-previews': saying(nothing, () => ({ settings: {} })),
  'PUT /api/chat/v1/monitor': saying(nothing, () => ({ availability: 'away', queueIds: [] })),
  'GET /api/chat/v1/monitor': nothing,
  'GET /api/chat/v1/monitor/desk': nothing,
  'GET /api/chat/v1/monitor/colleagues': nothing,
  'DELETE /api/chat/v1/monitor': async (s) => ({ path: {}, tidy: () => s.openDesk() }),
  'PUT /api/chat/v1/monitor/heartbeat': nothing,
  'GET /api/chat/v1/monitor/stream': nothing,
  'GET /api/chat/v1/me/stream': nothing,
  'GET /api/chat/v1/me/notices': nothing,
  'POST /api/chat/v1/me/notices/read': saying(nothing, () => ({ upTo: 1 })),
  'POST /api/chat/v1/stream-tickets': async (s) => {
    const subject = await s.session(true);
    return { ...subject, body: (actor) => (actor === 'own' ? { sessionId: subject.path.id } : {}) };
  },
  'GET /api/chat/v1/sessions': () => ({ path: {}, query: 'status=waiting' }),
  'POST /api/chat/v1/sessions': saying(nothing, (s) => ({
    institutionId: s.ids.elm,
    patron: { name: 'Robin Reader' },
    question: 'Is anybody there?',
  })),
  'GET /api/chat/v1/sessions/{id}': active,
  'GET /api/chat/v1/sessions/{id}/offer': waiting,
  'DELETE /api/chat/v1/sessions/{id}': waiting,
  'POST /api/chat/v1/sessions/{id}/accept': waiting,
  'POST /api/chat/v1/sessions/{id}/dismiss': saying(waiting, () => ({ reason: 'test' })),
  'POST /api/chat/v1/sessions/{id}/end': saying(active, () => ({
    resolution: 'answered',
    noContactConfirmed: true,
  })),
  'POST /api/chat/v1/sessions/{id}/leave': active,
  'POST /api/chat/v1/sessions/{id}/messages': saying(active, () => ({
    text: 'Hello',
    clientId: randomUUID(),
  })),
  'GET /api/chat/v1/sessions/{id}/messages': active,
  'POST /api/chat/v1/sessions/{id}/attachments': async (s) => ({
    ...(await s.session(true)),
    query: 'name=hours.txt',
  }),
  'GET /api/chat/v1/sessions/{id}/attachments': active,
  'GET /api/chat/v1/sessions/{id}/attachments/{fileId}': async (s) => {
    const subject = await s.session(true);
    const fileId = await s.upload('chat', subject.path.id!);
    return { ...subject, path: { ...subject.path, fileId } };
  },
  'POST /api/chat/v1/sessions/{id}/typing': active,
  'POST /api/chat/v1/sessions/{id}/read': saying(active, () => ({ seq: 1 })),
  'GET /api/chat/v1/sessions/{id}/signals': active,
  'GET /api/chat/v1/sessions/{id}/stream': active,
  'GET /api/chat/v1/sessions/{id}/transfer-targets': active,
  'POST /api/chat/v1/sessions/{id}/pages': saying(active, () => ({ url: 'https://cedar.example/' })),
  'POST /api/chat/v1/sessions/{id}/closing': active,
  'PUT /api/chat/v1/sessions/{id}/contact': saying(active, () => ({ name: 'Robin' })),
  'POST /api/chat/v1/sessions/{id}/outside-agencies': saying(active, () => ({ name: 'The county' })),
  'POST /api/chat/v1/sessions/{id}/scripts': saying(active, () => ({
    scope: 'group',
    name: 'Hello',
    clientId: randomUUID(),
  })),
  'POST /api/chat/v1/sessions/{id}/warning': saying(active, () => ({ clientId: randomUUID() })),
  'POST /api/chat/v1/sessions/{id}/disconnect': saying(active, () => ({ clientId: randomUUID() })),
  // By the token alone: other rows ask from the same address.
  'POST /api/chat/v1/sessions/{id}/ban': saying(active, () => ({ hours: 1, by: ['token'] })),
  'GET /api/chat/v1/bans': nothing,
  'DELETE /api/chat/v1/bans/{id}': (s) => s.ban(),
  'GET /api/chat/v1/sessions/{id}/resolution-codes': active,
  'GET /api/chat/v1/scripts': nothing,
  'GET /api/chat/v1/groups/{id}/libraries': (s) => ({ path: { id: s.ids.evergreen } }),
  'GET /api/chat/v1/patron-pages': nothing,
  'GET /api/chat/v1/patron-pages/{slug}': () => ({ path: { slug: 'cedar' } }),
  'GET /api/chat/v1/patron-pages/{slug}/framers': () => ({ path: { slug: 'cedar' } }),
  'GET /api/chat/v1/chat-form': (s) => ({ path: {}, query: `institutionId=${s.ids.cedar}` }),
  'POST /api/chat/v1/sessions/{id}/transfers': saying(active, (s) => ({
    toLibrarianId: s.staff.rev.account.id,
    reason: 'My hour is over.',
  })),
  'GET /api/chat/v1/transfers': nothing,
  'POST /api/chat/v1/instant-messages': saying(nothing, (s) => ({
    toLibrarianId: s.staff.rev.account.id,
    text: 'Lunch?',
  })),
  'GET /api/chat/v1/instant-messages': (s) => ({ path: {}, query: `with=${s.staff.rev.account.id}` }),
  'POST /api/chat/v1/queues/{id}/room': saying(queue, () => ({ text: 'Busy today.' })),
  'GET /api/chat/v1/queues/{id}/room': queue,
  'GET /api/chat/v1/supervision/sessions': nothing,
  'GET /api/chat/v1/supervision/sessions/{id}/messages': active,
  'GET /api/chat/v1/transfers/{id}': (s) => s.transfer(),
  'POST /api/chat/v1/transfers/{id}/accept': (s) => s.transfer(),
  'POST /api/chat/v1/transfers/{id}/decline': (s) => s.transfer(),
  'POST /api/chat/v1/transfers/{id}/cancel': (s) => s.transfer(),
};
