import type { SettingKey, SettingValue } from './settings.js';

const library = '019a0000-0000-7000-8002-000000000001';
const script = (name: string, content: string) => ({ name, kind: 'text' as const, content });
const hours = { name: 'Opening hours', content: '{{library}} is open from nine to six, Monday to Friday.' };

/** Values as a library might set them, for documents: of settings whose default is empty and shows nothing. */
export const settingExamples: { readonly [K in SettingKey]?: SettingValue<K> } = {
  'web-origins': { origins: ['https://www.cedar.example'] },
  'referral-partners': { mode: 'selected', institutionIds: [library] },
  'profile-approval': { mode: 'manual', noticeAddress: 'office@cooperative.example' },
  expertise: { subjects: ['law', 'housing'], geography: ['us-md'], languages: ['es'] },
  'notice-preferences': { kinds: [{ kind: 'patron-replied', by: 'both' }], digestAt: '07:00' },
  'patron-translations': {
    languages: [
      {
        language: 'es',
        waitingMessages: ['Un momento, por favor.'],
        closedPage: { title: 'El chat está cerrado', text: 'Déjenos su pregunta.' },
        askForm: { title: 'Haga su pregunta', introduction: '' },
        labels: [{ field: 'topic', label: 'Tema' }],
      },
    ],
  },
  'resolution-codes': {
    forbidden: ['followup-by-patron-library'],
    help: [{ code: 'answered', text: 'Only when the patron says so.' }],
  },
  'chat-form': {
    fields: [{ name: 'topic', label: 'Topic', required: false, options: ['Law', 'Housing'], queueIds: [] }],
  },
  'group-scripts': { scripts: [script('welcome', 'Hello {{patron}}, this is {{librarian}}.')] },
  'institution-scripts': { scripts: [script('moment', 'One moment please, I am looking.')] },
  'account-scripts': {
    scripts: [{ name: 'catalogue', kind: 'url', content: 'https://catalogue.cedar.example/' }],
  },
  'spoken-languages': { languages: ['en', 'es'] },
  'waiting-messages': { messages: ['A librarian will be with you soon.'] },
  viewport: { url: 'https://www.cedar.example/reference' },
  'group-answers': { answers: [hours] },
  'institution-answers': { answers: [hours] },
  'account-answers': { answers: [hours] },
  'saved-filters': {
    filters: [
      {
        name: 'Due today',
        list: 'active',
        mine: true,
        q: null,
        status: null,
        assigneeId: null,
        source: null,
        topic: null,
        code: null,
        due: 'soon',
        sort: 'due',
      },
    ],
  },
  'mail-signature': { text: 'Robin Reader\nReference, Cedar Law Library' },
  'report-mail': { every: 'month', addresses: ['director@cedar.example'] },
  'group-report-mail': { every: 'week', addresses: ['office@cooperative.example'] },
  'question-address': { enabled: true, address: 'ask@cedar.example' },
  branding: { shortName: 'Evergreen' },
  banner: {
    title: 'Closed on Monday',
    text: 'Questions of the weekend are answered on Tuesday.',
    imageUrl: 'https://www.cedar.example/tree.png',
    imageAlt: 'A cedar in the snow',
    linkUrl: 'https://www.cedar.example/news',
  },
  'patron-page': {
    slugs: ['cedar'],
    listed: true,
    accent: '#336699',
    privacyNotice: 'We keep your address for 180 days.',
    privacyUrl: 'https://www.cedar.example/privacy',
  },
  'patron-words': { words: [{ language: 'es', key: 'open.title', text: 'Pregunte' }] },
  'patron-challenge': { use: 'always', effort: 'normal', networks: ['192.0.2.0/24'] },
  'patron-closed-page': { html: '<p>Closed until <b>Monday</b>.</p>' },
  'open-worldcat': { enabled: true, questionFormUrl: 'https://www.cedar.example/ask' },
  'descriptive-codes': {
    list: 'custom',
    custom: [{ code: 'housing', label: 'Housing law', active: true }],
    inactive: [],
  },
  surveys: {
    chatSession: { use: 'internal', url: null, questions: ['satisfied', 'comments'] },
    askAnswers: { use: 'external', url: 'https://survey.cedar.example/', questions: [] },
  },
  'email-notification': { enabled: true, addresses: ['desk@cedar.example'] },
  'notice-schedule': { digestAt: '07:00', quietHours: { from: '20:00', to: '07:00' } },
  'custom-messages': {
    messages: [
      {
        type: 'answer',
        language: 'en',
        use: 'custom',
        greeting: 'Dear {{patron}},',
        text: 'here is our answer.',
      },
    ],
  },
  'custom-reply-text': {
    enabled: true,
    texts: [{ language: 'en', text: '{{library}}, 12 Main Street' }],
  },
  'outgoing-address': { enabled: true, displayName: 'Cedar Law Library', address: null },
  'referral-policy': { reasonRequired: true, deadlineHours: 48 },
  'default-library': { institutionId: library },
};
