import { ownerOf } from './events.js';
import { requests, type RequestName } from './requests.js';

/** The five services, as they are named in subjects and as users of NATS. */
export const natsServices = ['admin', 'chat', 'questions', 'referrals', 'notifications'] as const;
export type NatsService = (typeof natsServices)[number];

/** Which requests each service sends to others. A test compares this with the sources. */
export const requestsSentBy: Readonly<Record<NatsService, readonly RequestName[]>> = {
  admin: [],
  chat: ['correctContact', 'mayReadSession', 'sessionsWithQuestions', 'surveyInvitation'],
  questions: [
    'deliveryText',
    'forgetChatsOf',
    'forgetMailFrom',
    'onDuty',
    'patronDeliveries',
    'patronSessions',
    'sessionNotes',
    'sessionTranscript',
  ],
  referrals: ['endReferral', 'mayReadQuestion', 'questionStanding', 'refer', 'sharedWaiting'],
  notifications: [
    'accountAddress',
    'accountAddresses',
    'accountInvitation',
    'accountSignature',
    'alertAddress',
    'automaticMail',
    'dutyNotice',
    'groupAddresses',
    'mailQuestion',
    'mayReadQuestion',
    'namedAddresses',
    'notificationAddresses',
    'onDuty',
    'outgoingAddress',
    'patronLink',
    'patronReply',
    'qualityContacts',
    'questionAddress',
    'questionByNumber',
    'questionLetter',
    'questionSubjects',
    'referralLetter',
    'referralReason',
    'referralReply',
    'reportFigures',
    'reportMails',
    'sessionTranscript',
    'sharedWaiting',
    'surveyInvitation',
  ],
};

/** Sent by libraries that every service uses: names of staff, and the whole directory. */
const requestsSentByAll: readonly RequestName[] = ['accountNames', 'republishDirectory'];

/** Where answers to a service's requests arrive; nobody else may listen there. An option of every NATS client. */
export const inboxPrefixOf = (service: string): string => `_INBOX_${service}`;

/** Whether a request came from a service itself: what JetStream delivers or publishes again has no inbox for an answer. */
export const isInbox = (subject: string | undefined): boolean => /^_INBOX[._]/.test(subject ?? '');

/** Who changes the stream of events once it is there: whoever may, can have what others write stored under any subject. */
export const eventStreamKeeper: NatsService = 'admin';

/** Signals between replicas of one service, which may be lost, as `nudge.<service>.<what>.<replica>`. */
export const nudgePrefixOf = (service: string): string => `nudge.${service}`;

export interface NatsPermissions {
  publish: string[];
  subscribe: string[];
}

/**
 * What a service may publish and subscribe to on NATS: its own events, its own place in the stream of events, the requests it sends
 * and those it answers (promise 32). Answering is permitted apart, once for each request received. The stream may be
 * made by each, so that services may start in any order; one that is there is changed by its keeper alone.
 */
export function natsPermissionsOf(service: NatsService): NatsPermissions {
  const sent = [...requestsSentBy[service], ...requestsSentByAll]
    .map((name) => requests[name].subject)
    .filter((subject) => !subject.startsWith(`carrel.ask.${service}.`));
  const publish = [
    ...((Object.values(ownerOf) as string[]).includes(service) ? [`carrel.${service}.>`] : []),
    `carrel.requeue.${service}.>`,
    ...sent.sort(),
    `${nudgePrefixOf(service)}.>`,
    ...streamRequests('EVENTS', service === eventStreamKeeper),
    ...consumerRequests('EVENTS', service),
  ];
  const subscribe = [`${inboxPrefixOf(service)}.>`, `carrel.ask.${service}.>`, `${nudgePrefixOf(service)}.>`];
  if (service !== 'notifications') return { publish, subscribe };
  return {
    // The feed for integrators is its own stream, with a consumer for each; it also says who may connect for them.
    publish: [
      ...publish,
      'feed.>',
      ...streamRequests('FEED', true),
      '$JS.API.STREAM.MSG.GET.FEED',
      ...consumerRequests('FEED', '*'),
    ],
    subscribe: [...subscribe, '$SYS.REQ.USER.AUTH'],
  };
}

const streamRequests = (stream: string, keeps: boolean) =>
  ['INFO', 'CREATE', ...(keeps ? ['UPDATE'] : [])].map((what) => `$JS.API.STREAM.${what}.${stream}`);

const consumerRequests = (stream: string, consumer: string) => [
  ...['CREATE', 'DURABLE.CREATE', 'INFO', 'MSG.NEXT', 'DELETE'].map(
    (what) => `$JS.API.CONSUMER.${what}.${stream}.${consumer}`,
  ),
  `$JS.API.CONSUMER.CREATE.${stream}.${consumer}.>`,
  `$JS.ACK.${stream}.${consumer}.>`,
];
