/** Settings by what they are about, in the order in which a service is set up; what is not named here is at the end. */
const subjects: readonly { readonly key: string; readonly settings: readonly string[] }[] = [
  {
    key: 'sharing',
    settings: ['shared-followup', 'referral-partners', 'referral-policy', 'default-library', 'rota-times'],
  },
  {
    key: 'forms',
    settings: ['chat-form', 'ask-form', 'banner', 'chat-closed-page', 'waiting-messages', 'viewport'],
  },
  { key: 'page', settings: ['branding', 'patron-page', 'languages', 'web-origins', 'open-worldcat'] },
  {
    key: 'scripts',
    settings: [
      'group-scripts',
      'institution-scripts',
      'account-scripts',
      'group-answers',
      'institution-answers',
      'account-answers',
    ],
  },
  { key: 'chat', settings: ['chat-limits', 'chat-times', 'chat-waiting', 'chat-length', 'patron-abuse'] },
  {
    key: 'mail',
    settings: [
      ...[
        'email-notification',
        'notice-schedule',
        'custom-messages',
        'custom-reply-text',
        'patron-account-information',
      ],
      ...['outgoing-address', 'question-address', 'mail-signature', 'report-mail', 'group-report-mail'],
    ],
  },
  { key: 'codes', settings: ['resolution-codes', 'descriptive-codes', 'review-checklist', 'surveys'] },
  {
    key: 'questions',
    settings: [
      'followup-due',
      'close-policy',
      'archiving',
      'exclude-transcripts',
      'reminder-hours',
      'expertise',
    ],
  },
  { key: 'privacy', settings: ['privacy-clocks', 'second-factor', 'profile-approval'] },
];

function subjectOf(key: string): string {
  return subjects.find(({ settings }) => settings.includes(key))?.key ?? 'other';
}
/** The given keys by subject, in order. */
export function bySubject(
  keys: readonly string[],
): { readonly subject: string; readonly keys: readonly string[] }[] {
  const order = [...subjects.map(({ key }) => key), 'other'];
  return order
    .map((subject) => {
      const named = subjects.find(({ key }) => key === subject)?.settings ?? [];
      const own = keys.filter((key) => subjectOf(key) === subject);
      return { subject, keys: own.sort((a, b) => named.indexOf(a) - named.indexOf(b)) };
    })
    .filter((group) => group.keys.length > 0);
}
