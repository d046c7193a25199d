export { worstBytes } from './bounds.js';
export { acknowledgementOf } from './ask-settings.js';
export * from './check.js';
export * from './descriptive-codes.js';
export * from './envelope.js';
export * from './events.js';
export * from './languages.js';
export {
  customMessageTypes,
  mailLanguages,
  messageTokens,
  type CustomMessageType,
  type MailLanguage,
} from './mail-settings.js';
export * from './nats-permissions.js';
export * from './nats-server.js';
export type { AnswerOf, QuestionOf, RequestContract } from './request-contract.js';
export {
  deskNotices,
  noticeKinds,
  noticeWays,
  type NoticeKind,
  type NoticeWay,
} from './notice-preferences.js';
export { labelled, optionLabelsOf, translated, translationFor } from './patron-translations.js';
export { slugPattern } from './patron-page.js';
export { ownWords } from './patron-words.js';
export * from './placeholders.js';
export * from './policy-page.js';
export { forbidsReferral, MOST_WAITING } from './referral-rules.js';
export * from './requests.js';
export * from './resolution-codes.js';
export * from './roles.js';
export * from './schema.js';
export * from './addresses.js';
export * from './settings.js';
export * from './survey-catalogue.js';
export { signInEnds, type EndOfSignIn, type HoldingState } from './states.js';
