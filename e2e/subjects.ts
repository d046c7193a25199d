import { randomUUID } from 'node:crypto';
import type { Scene, Subject } from './scene.js';

type Make = (scene: Scene) => Promise<Subject> | Subject;

const profile = () => ({ name: `Library ${randomUUID()}`, timeZone: 'America/Denver' });
const cedar: Make = (s) => ({ path: { id: s.ids.cedar } });
const evergreen: Make = (s) => ({ path: { id: s.ids.evergreen } });
const account: Make = (s) => s.account();
const question: Make = (s) => s.question();
const drafted: Make = async (s) => {
  const subject = await s.question();
  await s.staff.lib.put(`/api/questions/v1/questions/${subject.path.id}/draft`, { text: 'Yes, from noon.' });
  return subject;
};
const active: Make = (s) => s.session(true);
const waiting: Make = (s) => s.session(false);
const queue: Make = (s) => s.queue();
const nothing: Make = () => ({ path: {} });
const yearOfCedar: Make = (s) => ({
  path: {},
  query: `institutionId=${s.ids.cedar}&from=2026-01-01&to=2026-12-31`,
});
const saying =
  (make: Make, body: (scene: Scene) => object): Make =>
  async (scene) => ({ ...(await make(scene)), body: () => body(scene) });
const withKey =
  (make: Make, key: string): Make =>
  async (scene) => {
    const subject = await make(scene);
    return { ...subject, path: { ...subject.path, key } };
  };

/** What each operation is tried on; the operation's path parameters, query and a good body. */
export const subjects: Record<string, Make> = {
  'GET /api/admin/v1/accounts': nothing,
  'POST /api/admin/v1/accounts': saying(nothing, (s) => ({ ...s.newAccount(), institutionId: s.ids.cedar })),
  'GET /api/admin/v1/accounts/{id}': account,
  'PUT /api/admin/v1/accounts/{id}': saying(account, (s) => s.newAccount()),
  'POST /api/admin/v1/accounts/{id}/deactivate': account,
  'POST /api/admin/v1/accounts/{id}/reactivate': account,
  'POST /api/admin/v1/accounts/{id}/invitations': account,
  'PUT /api/admin/v1/groups/{id}/roles/{accountId}': async (s) => ({
    path: { id: s.ids.evergreen, accountId: (await s.account()).path.id! },
    body: () => ({ roles: ['coordinator'] }),
  }),
  'POST /api/admin/v1/auth/login': saying(nothing, () => ({
    email: 'second@birch.example',
    password: 'carrel-demo',
  })),
  'POST /api/admin/v1/auth/refresh': async (s) => {
    const refreshToken = await s.refreshToken();
    return { path: {}, body: () => ({ refreshToken }) };
  },
  'POST /api/admin/v1/auth/logout': async (s) => {
    const refreshToken = await s.refreshToken();
    return { path: {}, body: () => ({ refreshToken }) };
  },
  'POST /api/admin/v1/auth/password': saying(nothing, () => ({
    token: 'x'.repeat(43),
    password: 'a-new-password-1',
  })),
  'PUT /api/admin/v1/me/password': saying(nothing, () => ({
    currentPassword: 'carrel-demo',
    newPassword: 'carrel-demo',
  })),
  'GET /api/admin/v1/me': nothing,
  'POST /api/admin/v1/directory/republish': nothing,
  'POST /api/admin/v1/signing-keys/rotate': nothing,
  'GET /api/admin/.well-known/jwks.json': nothing,
  'GET /api/admin/v1/groups': nothing,
  'POST /api/admin/v1/groups': saying(nothing, () => ({
    name: `Group ${randomUUID()}`,
    timeZone: 'UTC',
    kind: 'cooperative',
  })),
  'GET /api/admin/v1/groups/{id}': evergreen,
  'PUT /api/admin/v1/groups/{id}': saying(evergreen, () => ({
    name: 'Evergreen Libraries',
    timeZone: 'America/Denver',
  })),
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
    timeZone: 'America/Denver',
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
    const registered = await s.staff.oper.post('/api/admin/v1/institutions', {
      ...profile(),
      subscriptionGroupId: s.ids.evergreen,
    });
    return { path: { id: registered.id } };
  },
  'PUT /api/admin/v1/institutions/{id}/cooperative-mark': saying(cedar, () => ({ member: true })),
  'PUT /api/admin/v1/institutions/{id}/referrals': saying(cedar, () => ({ acceptsReferrals: true })),
  'GET /api/admin/v1/institutions/{id}/settings': cedar,
  'GET /api/admin/v1/institutions/{id}/settings/{key}': withKey(cedar, 'email-notification'),
  'PUT /api/admin/v1/institutions/{id}/settings/{key}': saying(withKey(cedar, 'email-notification'), () => ({
    enabled: true,
    addresses: ['alerts@cedar.example'],
  })),
  'GET /api/admin/v1/institutions/{id}/settings/{key}/history': withKey(cedar, 'email-notification'),

  'GET /api/chat/v1/queues': nothing,
  'GET /api/chat/v1/queues/{id}/hours': queue,
  'PUT /api/chat/v1/queues/{id}/hours': saying(queue, () => ({
    timeZone: 'America/Denver',
    intervals: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, opens: '00:00', closes: '24:00' })),
  })),
  'DELETE /api/chat/v1/queues/{id}/hours': queue,
  'GET /api/chat/v1/availability': (s) => ({ path: {}, query: `institutionId=${s.ids.cedar}` }),
  'PUT /api/chat/v1/monitor': saying(nothing, () => ({ availability: 'away', queueIds: [] })),
  'GET /api/chat/v1/monitor': nothing,
  'GET /api/chat/v1/monitor/desk': nothing,
  'GET /api/chat/v1/monitor/colleagues': nothing,
  'DELETE /api/chat/v1/monitor': async (s) => ({ path: {}, tidy: () => s.openDesk() }),
  'PUT /api/chat/v1/monitor/heartbeat': nothing,
  'GET /api/chat/v1/monitor/stream': nothing,
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
  'GET /api/chat/v1/sessions/{id}/resolution-codes': active,
  'GET /api/chat/v1/scripts': nothing,
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

  'GET /api/questions/v1/questions': () => ({ path: {}, query: 'list=all' }),
  'POST /api/questions/v1/questions': saying(nothing, (s) => ({
    text: 'Is the reading room open on Sunday?',
    patron: { name: 'Robin Reader', email: 'robin@patron.example' },
    institutionId: s.ids.cedar,
  })),
  'GET /api/questions/v1/questions/{id}': question,
  'POST /api/questions/v1/questions/{id}/claim': question,
  'POST /api/questions/v1/questions/{id}/unclaim': question,
  'POST /api/questions/v1/questions/{id}/assign': saying(question, (s) => ({
    assigneeId: s.staff.lib.account.id,
  })),
  'POST /api/questions/v1/questions/{id}/notes': saying(question, () => ({ text: 'Ask the county.' })),
  'POST /api/questions/v1/questions/{id}/answers': saying(question, () => ({
    text: 'Yes, from ten to four.',
  })),
  'POST /api/questions/v1/questions/{id}/close': question,
  'GET /api/questions/v1/question-counts': nothing,
  'GET /api/questions/v1/questions.csv': nothing,
  'POST /api/questions/v1/questions/bulk/close': saying(nothing, () => ({ ids: [randomUUID()] })),
  'POST /api/questions/v1/questions/bulk/assign': saying(nothing, (s) => ({
    ids: [randomUUID()],
    assigneeId: s.staff.lib.account.id,
  })),
  'GET /api/questions/v1/service-history': nothing,
  'POST /api/questions/v1/questions/{id}/messages': saying(question, () => ({ text: 'We look it up.' })),
  'POST /api/questions/v1/questions/{id}/clarifications': saying(question, () => ({ text: 'Which room?' })),
  'POST /api/questions/v1/questions/{id}/replies': saying(question, () => ({ text: 'The big one.' })),
  'GET /api/questions/v1/questions/{id}/draft': drafted,
  'PUT /api/questions/v1/questions/{id}/draft': saying(question, () => ({ text: 'Yes, from noon.' })),
  'DELETE /api/questions/v1/questions/{id}/draft': question,
  'POST /api/questions/v1/questions/{id}/draft/send': drafted,
  'POST /api/questions/v1/questions/{id}/recall': saying(question, () => ({ reason: 'Ours after all.' })),
  'POST /api/questions/v1/questions/{id}/recode': saying(question, () => ({
    resolution: 'answered',
    reason: 'It was answered.',
  })),
  'POST /api/questions/v1/questions/{id}/done': question,
  'PUT /api/questions/v1/questions/{id}/coding': saying(question, () => ({ topic: 'policy' })),
  'POST /api/questions/v1/questions/{id}/outside-agencies': saying(question, () => ({ name: 'The county' })),
  'POST /api/questions/v1/questions/{id}/forwards': saying(question, () => ({
    to: 'coordinator',
    comment: 'Please look at this one.',
  })),
  'POST /api/questions/v1/questions/{id}/reopen': saying(question, () => ({
    reason: 'The patron asked again.',
  })),

  'POST /api/questions/v1/erasures': saying(nothing, () => ({ email: 'nobody@patron.example' })),
  'GET /api/questions/v1/erasures/{id}': async (s) => {
    const email = `${randomUUID()}@patron.example`;
    return { path: { id: (await s.staff.iadm.post('/api/questions/v1/erasures', { email })).id } };
  },
  'POST /api/questions/v1/exports': saying(nothing, () => ({ email: 'nobody@patron.example' })),
  'GET /api/questions/v1/review-queue': () => ({ path: {}, query: 'week=2026-03-02' }),
  'PUT /api/questions/v1/questions/{id}/review': saying(question, () => ({ marks: { welcome: 'yes' } })),
  'GET /api/questions/v1/questions/{id}/reviews': question,
  'GET /api/questions/v1/feedback': nothing,
  'GET /api/questions/v1/transcript-reads': nothing,
  'GET /api/questions/v1/statistics': yearOfCedar,
  'GET /api/questions/v1/statistics/ledger': yearOfCedar,
  'GET /api/questions/v1/statistics/questions': yearOfCedar,
  'GET /api/questions/v1/statistics/questions.csv': yearOfCedar,

  'GET /api/referrals/v1/partners': async (s) => {
    const { path, own } = await s.question();
    return { path: {}, query: `questionId=${path.id}`, own: own! };
  },
  'POST /api/referrals/v1/referrals': async (s) => {
    const { path, own } = await s.question();
    const to = { kind: 'cooperative-partner', institutionId: s.ids.dogwood };
    return { path: {}, own: own!, body: () => ({ questionId: path.id, to }) };
  },
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

  'GET /api/notifications/v1/deliveries': async (s) => {
    const { path, own } = await s.question();
    return { path: {}, query: `questionId=${path.id}`, own: own! };
  },
};
