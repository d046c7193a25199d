import { randomUUID } from 'node:crypto';
import { ok } from '@carrel/client';
import { at } from '../../tools/src/journey/client.js';
import { nothing, saying, type Make } from './make.js';

const question: Make = (s) => s.question();
const drafted: Make = async (s) => {
  const subject = await s.question();
  const request = { ...at(subject.path.id!), body: { text: 'Yes, from noon.' } };
  await ok(s.staff.lib.questions.PUT('/v1/questions/{id}/draft', request));
  return subject;
};
export const yearOfCedar: Make = (s) => ({
  path: {},
  query: `institutionId=${s.ids.cedar}&from=2026-01-01&to=2026-12-31`,
});

/** A text of Cedar's, sent with an answer when `sent`. */
const file =
  (sent: boolean): Make =>
  async (s) => {
    const { path, own } = await s.question();
    const fileId = await s.upload('question', path.id!);
    const answer = { ...at(path.id!), body: { text: 'See the file.', fileIds: [fileId] } };
    if (sent) await ok(s.staff.lib.questions.POST('/v1/questions/{id}/answers', answer));
    return { path: { ...path, fileId }, ...(own ? { own } : {}) };
  };
/** With another question, of somebody without an address, to go on as. */
const twice: Make = async (s) => {
  const subject = await s.question();
  const patron = { name: 'Robin Reader' };
  const body = { text: 'Open on Sunday?', patron, institutionId: s.ids.cedar };
  const { number: into } = await ok(s.staff.lib.questions.POST('/v1/questions', { body }));
  return { ...subject, body: () => ({ into }) };
};
/** The token of a question shows that question where a mailed link shows all. */
const linked: Make = async (s) => {
  const { own } = await s.question();
  return { path: { token: own! } };
};

export const questions: Record<string, Make> = {
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
  'POST /api/questions/v1/questions/{id}/merge': twice,
  'POST /api/questions/v1/questions/{id}/split': saying(question, () => ({ subject: 'The other thing' })),
  'GET /api/questions/v1/questions/{id}/patron': question,
  'GET /api/questions/v1/questions/{id}/earlier': question,
  'GET /api/questions/v1/questions/{id}/canned-answers': question,
  'GET /api/questions/v1/my-questions': question,
  'POST /api/questions/v1/my-questions/links': question,
  // Asked with an address: only a mailed link would delete it.
  'POST /api/questions/v1/my-questions/erasures': question,
  'GET /api/questions/v1/patron-links/{token}': linked,
  'GET /api/questions/v1/my-questions/page': nothing,
  // The token of the form alone decides, and this is nobody's.
  'POST /api/questions/v1/my-questions/page': nothing,
  'POST /api/questions/v1/patron-links': saying(nothing, (s) => ({
    institutionId: s.ids.cedar,
    email: 'nobody@patron.example',
  })),
  'GET /api/questions/v1/ask-forms/{institutionId}': (s) => ({ path: { institutionId: s.ids.cedar } }),
  'GET /api/questions/v1/ask-forms/{library}/page': () => ({ path: { library: 'cedar' } }),
  'POST /api/questions/v1/ask-forms/{library}/page': () => ({ path: { library: 'cedar' } }),
  'POST /api/questions/v1/questions/{id}/files': async (s) => ({
    ...(await s.question()),
    query: 'name=hours.txt',
  }),
  'GET /api/questions/v1/questions/{id}/files': file(true),
  'DELETE /api/questions/v1/questions/{id}/files/{fileId}': file(false),
  'GET /api/questions/v1/questions/{id}/files/{fileId}': file(true),
  // Nobody guesses a key; who has the mail has it.
  'GET /api/questions/v1/files/{key}': () => ({ path: { key: randomUUID() } }),
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
  'PUT /api/questions/v1/questions/{id}/presence': saying(question, () => ({ doing: 'reading' })),
  'DELETE /api/questions/v1/questions/{id}/presence': question,
  'POST /api/questions/v1/questions/{id}/recall': saying(question, () => ({ reason: 'Ours after all.' })),
  'POST /api/questions/v1/questions/{id}/recode': saying(question, () => ({
    resolution: 'answered',
    reason: 'It was answered.',
  })),
  'POST /api/questions/v1/questions/{id}/done': question,
  'POST /api/questions/v1/questions/{id}/solved': question,
  'PUT /api/questions/v1/questions/{id}/contact': saying(question, () => ({ name: 'Robin' })),
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
    const body = { email: `${randomUUID()}@patron.example` };
    return { path: { id: (await ok(s.staff.iadm.questions.POST('/v1/erasures', { body }))).id } };
  },
  'POST /api/questions/v1/exports': saying(nothing, () => ({ email: 'nobody@patron.example' })),
  'GET /api/questions/v1/review-queue': () => ({ path: {}, query: 'week=2026-03-02' }),
  'PUT /api/questions/v1/questions/{id}/review': saying(question, () => ({ marks: { welcome: 'yes' } })),
  'GET /api/questions/v1/questions/{id}/reviews': question,
  'GET /api/questions/v1/feedback': nothing,
  'GET /api/questions/v1/transcript-reads': nothing,
  'GET /api/questions/v1/unfiled-chats': nothing,
  'POST /api/questions/v1/unfiled-chats/requeue': nothing,
  'GET /api/questions/v1/erasures': nothing,
  'GET /api/questions/v1/imports': nothing,
  'GET /api/questions/v1/imports/{id}': () => ({ path: { id: randomUUID() } }),
  'GET /api/questions/v1/imports/{id}/remarks': () => ({ path: { id: randomUUID() } }),
  'POST /api/questions/v1/imports/{id}/cancel': () => ({ path: { id: randomUUID() } }),
  'GET /api/questions/v1/rebuilds': nothing,
  'POST /api/questions/v1/rebuilds': saying(nothing, () => ({ kind: 'search' })),
  'GET /api/questions/v1/rebuilds/{id}': () => ({ path: { id: randomUUID() } }),
  'POST /api/questions/v1/rebuilds/{id}/cancel': () => ({ path: { id: randomUUID() } }),
  'GET /api/questions/v1/statistics': yearOfCedar,
  'GET /api/questions/v1/statistics/ledger': yearOfCedar,
  'GET /api/questions/v1/statistics/questions': yearOfCedar,
  'GET /api/questions/v1/statistics/questions.csv': yearOfCedar,
  'GET /api/questions/v1/statistics/report.csv': yearOfCedar,
  'GET /api/questions/v1/statistics/ledger.csv': yearOfCedar,
  'GET /api/questions/v1/statistics/exchanges': yearOfCedar,
  'GET /api/questions/v1/statistics/exchanges.csv': yearOfCedar,
  'GET /api/questions/v1/statistics/transfers': yearOfCedar,
  'GET /api/questions/v1/statistics/chats': yearOfCedar,
  'GET /api/questions/v1/statistics/chats.csv': yearOfCedar,
  'GET /api/questions/v1/statistics/chats/sessions': yearOfCedar,
  'GET /api/questions/v1/statistics/chats/sessions.csv': yearOfCedar,
};
