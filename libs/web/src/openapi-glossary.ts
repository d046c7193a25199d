import type { OpenAPIObject } from '@nestjs/swagger';

/** Properties that are the same wherever they stand, for those whose class says nothing of them. */
const properties: Readonly<Record<string, string>> = {
  accountId: 'an account, by its id',
  whyNot: 'why not, as a code; null: one may',
  trackRecord: 'how questions referred there went',
  suppressedAt: 'since when no mail goes there',
  requeued: 'how many are tried again',
  outsideId: 'what it is called in the other system',
  opens: 'when it opens',
  may: 'whether this caller may do it',
  linkByEmail: 'whether a first sign-in finds the account by its mail address',
  issuer: 'the provider’s address, as its tokens name it',
  groupsClaim: 'which claim of the provider names somebody’s groups',
  disabledBecause: 'why it is off; null: it is on',
  createAccounts: 'whether a first sign-in makes an account',
  because: 'why, as a code',
  answerInstitutionId: 'the library whose librarian answered first',
  answerLibrarianId: 'the account that answered first',
  apart: 'why it is counted apart: practice, lost-call, spam, duplicate or imported; null: it counts',
  assignee: 'who looks after it at that library; null: nobody',
  attempts: 'how often it was tried',
  authorId: 'the account that wrote it; null: the patron or the system',
  buckets: 'how many took how long',
  bytes: 'how large it is',
  changedAt: 'when it was last changed',
  changedBy: 'the account that changed it last',
  chatInstitutionId: 'the library whose librarian chatted',
  chatLibrarianId: 'the account that chatted',
  clientId: 'chosen by the sender; the same again is not written again',
  completionSeconds: 'from arrival until nothing was open; null: something is',
  createdAt: 'when it came to be',
  declineReason: 'why it was declined, in their words',
  deliveredBy: 'how the answer reached the patron',
  dueAt: 'when an answer is due; null: nothing is',
  dutyId: 'a place in the rota, by its id',
  effectiveFrom: 'from when it holds',
  endedAt: 'when it ended; null: it goes on',
  expertise: 'what somebody knows well, in words',
  fromLibrarianId: 'the account it comes from',
  groupId: 'a subscription group or cooperative, by its id',
  groupRoles: 'roles held in groups',
  holdings: 'each library that has to do with it, with its own status',
  institutionId: 'a library, by its id',
  lane: 'the place in the order of a duty',
  lastSeenAt: 'when there was last a sign of it',
  mediaType: 'what kind of file it is, as in Content-Type',
  nextCursor: '`cursor` of the next page; null on the last',
  nextTryAt: 'when it is tried again; null: not any more',
  outcome: 'how it ended; null: it has not',
  patronInstitutionId: 'the library whose patron asked',
  position: 'the place in the queue, from 1',
  practice: 'for training, and in no statistics',
  questionId: 'a question, by its id',
  queueId: 'a queue, by its id',
  reasonCode: 'why, as one of a list',
  referralId: 'a referral, by its id',
  refreshToken: 'gets the next pair of tokens, once',
  resolution: 'how the chat ended; null: it was none',
  responseSeconds: 'from arrival to the first answer after it; null: there is none',
  revisedAt: 'when it was last revised',
  revisedBy: 'the account that revised it last',
  rotatedAt: 'when its secret was last replaced',
  scopes: 'what its tokens are good for',
  sections: 'parts of the page, in order',
  seq: 'the place in the chat, from 1; later is greater',
  sessionId: 'a chat, by its id',
  source: 'how the question came',
  subscriptionGroupId: 'the subscription group the library belongs to, by its id',
  swapFor: 'the duty offered in exchange',
  toLibrarianId: 'the account it goes to',
  toQueueId: 'the queue it goes to',
  trained: 'has finished the training that live queues ask for',
  updatedAt: 'when something last happened to it',
  version: 'counts changes, from 1; the ETag',
  waitingOn: 'whom it waits for while it is pending; null: it is not',
  allowed: 'whether this caller may do it now',
  at: 'when it happened',
  sentAt: 'when it was written',
  startedAt: 'when it began',
  label: 'the same for people',
  items: 'this page, in order',
  owner: 'the library or group it belongs to',
  fileIds: 'files sent before, by id',
  domain: 'the part of an address after the @',
  closes: 'when it closes',
  number: 'the short number that people say',
  count: 'how many',
  authorName: 'who wrote it',
  fields: 'what is asked, in order',
  enabled: 'whether it is on',
  groupName: 'the name of the group',
  institutionName: 'the name of the library',
  // Those that refer to another class, whose decorators would hide it behind `allOf`, are named with their class.
  'TokensDto.account': 'who signed in',
  'SingleSignOnChangeDto.choices': 'what it became',
  'SessionDto.patron': 'who asked',
  'DeskDto.monitor': 'the caller’s shift',
  'DeskSnapshotDto.monitor': 'the caller’s shift',
  'DeskChangeDto.monitor': 'the caller’s shift',
  'PatronPageDto.privacy': 'what the library says of privacy, and where it says more',
  'PatronPageDto.availability': 'whether chat is open now',
  'ChatAskedDto.patron': 'who asks',
  'AskDto.patron': 'who asks',
  'TransferOfferDto.from': 'the librarian who hands it over',
  'DeskChangeDto.libraries': 'libraries that changed, by id',
  'DeskChangeDto.queues': 'queues of the shift that changed',
  'DeskChangeDto.waiting': 'requests that came, changed or are gone',
  'DeskChangeDto.offers': 'offers that came or are gone',
  'WrittenDto.question': 'the question as it is now',
  'ChatLineDto.waiting': 'how long patrons waited',
  'ChatLineDto.firstResponse': 'how long until the first line of a librarian',
  'ChatLineDto.length': 'how long chats took',
  period: 'the days that are counted',
  'ExchangeDto.given': 'what its librarians did for patrons of others',
  'ExchangeDto.received': 'what librarians of others did for its patrons',
  'BarDto.barred': 'the library that no referrals go to',
  'ReferralDto.sender': 'the library that refers',
  'PartnerDetailsDto.expertise': 'what the library is good at',
  'PartnerDetailsDto.trackRecord': 'how questions referred there went',
  'MakeReferralDto.to': 'to whom it goes',
  'ConfirmDto.code': 'the six digits that the app shows now',
  'ListedNoticeDto.kind': 'what happened',
};

const tags: Readonly<Record<string, string>> = {
  abuse: 'Patrons who are barred from chatting and asking.',
  bars: 'Libraries that no referrals go to, and where they go instead.',
  accounts: 'People who work at libraries, their roles and whether they may sign in.',
  addresses: 'Where mail of a library goes, and addresses that refused it.',
  attachments: 'Files in a chat.',
  deliveries: 'Mail that was sent, and what became of it.',
  directory: 'The state of libraries, groups and accounts, published once more.',
  'email partners': 'Addresses outside that are asked for advice.',
  experts: 'Librarians who are asked for advice.',
  feed: 'The stream of events for programs.',
  files: 'Files of a question.',
  groups: 'Subscription groups and cooperatives.',
  'incoming mail': 'Mail that came in, and what became of it.',
  institutions: 'Libraries and their profiles.',
  'mail-domains': 'Domains that a library sends mail from.',
  memberships: 'Libraries in cooperatives.',
  messages: 'What is written in a chat; texts of mails as they would look.',
  monitor: 'Shifts: who is at which queue.',
  'moving in': 'Files of another system on their way in.',
  notices: 'What librarians are notified of at their desk.',
  operation: 'What the operator looks after in every service.',
  'page links': 'Pages for a browser, each opened once.',
  partners: 'Libraries a question may be referred to.',
  'patron pages': 'What patrons’ pages show of a library.',
  patrons: 'Patrons and their own questions.',
  'policy pages': 'What librarians elsewhere read about a library.',
  privacy: 'What is kept of a patron: given out, and forgotten.',
  questions: 'Questions and what is done with them.',
  queues: 'Where requests wait, and when they are open.',
  referrals: 'Questions on their way to other libraries.',
  reviews: 'Chats that reviewers look at.',
  rota: 'Who looks after Shared Followup, and when.',
  'second factor': 'Codes and passkeys beside the password.',
  'service accounts': 'Programs that act for a library or a group.',
  sessions: 'Chats, from the request to the end.',
  settings: 'What libraries, groups and people set.',
  'signing in': 'Sign-ins, passwords and the keys that tokens are signed with.',
  'single sign-on': 'A library’s or group’s own provider of identities.',
  statistics: 'Counts by day and month, and the questions behind them.',
  streams: 'What happens, as it happens.',
  supervision: 'Chats watched by a supervisor.',
  surveys: 'What patrons say about it.',
  talk: 'Messages between librarians.',
  transfers: 'A chat handed to another librarian.',
  webhooks: 'Events posted to an address.',
};

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
type Contents = { content?: Record<string, { schema?: Schema }> } | undefined;

/** Words for the properties of a schema, and of those inside it, that have none of their own. */
function explain(schema: Schema, owner: string): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const known = [`${owner}.${name}`, name].find((key) => Object.hasOwn(properties, key));
    if (known) property.description ??= properties[known]!;
    explain(property, name);
  }
  const { items, additionalProperties: others, anyOf = [], oneOf = [], allOf = [] } = schema;
  for (const inside of [items, others, ...anyOf, ...oneOf, ...allOf])
    if (typeof inside === 'object') explain(inside, owner);
}

/** Words for properties and tags that have none of their own. */
export function addGlossary(document: OpenAPIObject): void {
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
    explain(schema as Schema, name);
  for (const path of Object.values(document.paths))
    for (const { requestBody, responses } of Object.values(path) as {
      requestBody?: Contents;
      responses?: Record<string, Contents>;
    }[])
      for (const body of [requestBody, ...Object.values(responses ?? {})])
        for (const { schema } of Object.values(body?.content ?? {})) if (schema) explain(schema, '');
  const used = new Set<string>();
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path) as { tags?: string[] }[])
      for (const tag of operation.tags ?? []) used.add(tag);
  document.tags = [...used]
    .sort()
    .map((name) => ({ name, ...(Object.hasOwn(tags, name) ? { description: tags[name]! } : {}) }));
}
