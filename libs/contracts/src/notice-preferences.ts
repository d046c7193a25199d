import { Type } from 'typebox';
import { Described, Exactly, OneOf } from './schema.js';
import { repeated, setting } from './setting.js';

/** What a notice to staff reports; its words are the page's or the mail's. */
export const noticeKinds = [
  'question-new',
  'question-assigned',
  'question-claimed',
  'question-answered',
  'patron-replied',
  'question-due-soon',
  'question-overdue',
  'feedback',
  'referral-in',
  'referral-out',
  'referral-returned',
  'duty-began',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Those that no mail reports: they stand at the desk. */
export const deskNotices: readonly NoticeKind[] = ['question-claimed', 'referral-out', 'duty-began'];

/** How somebody gets one kind of notice. */
export const noticeWays = ['mail', 'desk', 'both', 'digest'] as const;
export type NoticeWay = (typeof noticeWays)[number];

/** How an account gets each kind of notice; a kind that is not named comes as it does for everybody. */
export const noticePreferences = setting({
  key: 'notice-preferences',
  level: 'account',
  schema: Exactly({
    kinds: Type.Array(
      Exactly({
        kind: Described(OneOf(...noticeKinds), 'what the notice reports'),
        by: Described(OneOf(...noticeWays), 'how it comes'),
      }),
      {
        maxItems: noticeKinds.length,
        description: 'a kind that is not here: at the desk, and by mail where it is for the person alone',
      },
    ),
    digestAt: Type.String({
      pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
      maxLength: 5,
      description: "when the day's digest goes, by the library's clock",
    }),
  }),
  default: { kinds: [], digestAt: '07:00' },
  faults: ({ kinds }) => [
    ...repeated(
      'kinds',
      kinds.map(({ kind }) => kind),
      'kind',
    ),
    ...kinds.flatMap(({ kind, by }, n) =>
      deskNotices.includes(kind) && by !== 'desk' ? [`/kinds/${n}/by must be desk: no mail reports it`] : [],
    ),
  ],
  inEvents: true,
  description: 'Which notices come by mail, at the desk, both, or once a day together, for each account',
});
