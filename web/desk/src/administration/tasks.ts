export interface Task {
  readonly key: string;
  readonly to: string;
  /** The setting that shows whether it was done. */
  readonly setting?: string;
  /** A step of the checklist that shows it. */
  readonly step?: string;
}
const at = '/administration/library';
const set = (key: string): Task => ({ key, to: `${at}/settings/${key}`, setting: key });

/** What an institution administrator sets up, in the order of "Chat and followup". */
export const libraryTasks: readonly Task[] = [
  { key: 'accounts', to: `${at}/accounts`, step: 'accounts' },
  { key: 'trained', to: `${at}/accounts`, step: 'trained' },
  { key: 'workstations', to: `${at}/workstations` },
  { key: 'network', to: `${at}/workstations` },
  { key: 'policy', to: `${at}/policy`, step: 'policy-viewable' },
  { key: 'submit', to: `${at}/policy`, step: 'policy-submitted' },
  set('institution-scripts'),
  { key: 'account-scripts', to: '/administration/me/settings/account-scripts' },
  { key: 'chat-form', to: `${at}/site` },
  set('ask-form'),
  set('banner'),
  set('chat-closed-page'),
  set('viewport'),
  { key: 'profile', to: `${at}/profile`, step: 'profile' },
  set('email-notification'),
  set('custom-messages'),
  set('custom-reply-text'),
  set('patron-account-information'),
  set('outgoing-address'),
  set('surveys'),
  set('open-worldcat'),
  set('exclude-transcripts'),
];
/** What comes besides in Carrel. */
export const moreLibraryTasks: readonly Task[] = [
  { key: 'hours', to: `${at}/hours` },
  set('reminder-hours'),
  set('patron-page'),
  set('languages'),
  set('descriptive-codes'),
  set('privacy-clocks'),
  set('patron-abuse'),
  { key: 'groups', to: `${at}/groups` },
  { key: 'single-sign-on', to: `${at}/single-sign-on` },
];

/** What a subscription group's administrator sets up, in the same order. */
export const groupTasks = (group: string): readonly Task[] =>
  [
    ...['shared-followup', 'chat-form', 'group-scripts', 'branding', 'resolution-codes', 'referral-partners'],
    ...['followup-due', 'chat-limits', 'chat-times', 'review-checklist'],
  ].map((key) => ({ key, to: `${group}/settings/${key}`, setting: key }));
