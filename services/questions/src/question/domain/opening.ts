import type { ResolutionCode } from '@carrel/contracts';
import { shorten } from '@carrel/kernel';
import { dueFrom, type HomeRules } from './home-rules.js';
import { closedBy, newFor, type Change, type Relation } from './holding.js';
import type { By } from './people.js';
import { Question, type AskedField, type Source } from './question.js';
import * as refusals from './refusals.js';
import { codeOf, resolutions } from './resolution.js';
import type { KnownPatron } from '../../patron/domain/patron.js';

export interface Patron {
  readonly name: string | null;
  readonly email: string | null;
}
export interface Asked {
  readonly id: string;
  readonly number: string;
  readonly institutionId: string;
  readonly patron: Patron;
  readonly subject?: string | null;
  readonly text: string;
  readonly tokenHash?: string | null;
  /** The record of the patron's address; absent without one. */
  readonly known?: KnownPatron | null;
  readonly fields?: readonly AskedField[];
  /** The patron's, a tag of BCP 47. */
  readonly language?: string | null;
  /** Descriptive codes given during the chat, and when the answer was promised (R24). */
  readonly codes?: readonly string[];
  readonly promisedAt?: Date | null;
}
export interface EndedChat extends Asked {
  readonly sessionId: string;
  readonly resolution: ResolutionCode;
  readonly endedBy: 'librarian' | 'system';
  readonly librarianId: string | null;
  readonly librarianInstitutionId: string | null;
  readonly practice: boolean;
  readonly endedAt: Date;
  /** Somebody wrote a word during the session. */
  readonly said: boolean;
  /** A librarian dismissed it for this reason (B36). */
  readonly dismissReason?: string | null | undefined;
}
interface Holder {
  readonly institutionId: string;
  readonly relations: readonly Relation[];
  readonly change: Change;
}

/** Rows 1 to 8: the resolution code decides who holds the question and how (R46..R56). */
export function afterChat(chat: EndedChat, rules: HomeRules, now: Date): Question {
  const code = codeOf(chat, chat.patron.email === null);
  const { patronsLibrary, chattingLibrary, sameLibrary, pool } = resolutions[code];
  if (code === 'lost-call' && !chat.said && !chat.text.trim()) throw new refusals.NothingSaid();

  const by: By =
    chat.endedBy === 'system'
      ? { accountId: null, institutionId: null }
      : { accountId: chat.librarianId, institutionId: chat.librarianInstitutionId };
  // "By me" is a claim, so such a chat is never one of those that a library leaves out of its lists (A1, A3).
  const part: Relation[] = code === 'followup-by-me' ? ['chatting', 'claimer'] : ['chatting'];
  const { institutionId: home, librarianInstitutionId: chatting } = chat;
  const holders: Holder[] =
    chatting === home
      ? [{ institutionId: home, relations: ['home', ...part], change: sameLibrary }]
      : [{ institutionId: home, relations: ['home'], change: patronsLibrary }];
  if (chatting && chatting !== home) {
    holders.push({ institutionId: chatting, relations: part, change: chattingLibrary });
  }
  const question = begin(chat, 'chat', holders, by, {
    sessionId: chat.sessionId,
    resolution: code,
    practice: chat.practice || code === 'practice',
    pooled: pool === 'if on' && rules.sharedFollowup,
    dueAt: dueFrom(chat.endedAt, rules),
  });
  if (code !== 'followup-by-patron-library') question.setHandler(by);
  question.recordCreation(by, now, chat.dismissReason ?? null, chat.dismissReason ?? null);
  return question;
}

/** Row 9 (A14): a librarian dismissed the waiting request; the question is closed, with the reason. */
export function afterDismissal(
  asked: Asked & { sessionId: string; practice: boolean },
  by: By,
  reasonCode: string,
  now: Date,
): Question {
  const { institutionId, sessionId, practice } = asked;
  const holders: Holder[] = [{ institutionId, relations: ['home'], change: closedBy.nobody }];
  const question = begin(asked, 'chat', holders, by, { sessionId, practice });
  question.recordCreation(by, now, reasonCode);
  return question;
}

/** Row 10: the patron gave up waiting but left an address, so the patron's library writes. Never pooled. */
export function afterWaiting(
  asked: Asked & { sessionId: string; practice: boolean },
  rules: HomeRules,
  now: Date,
): Question {
  const nobody: By = { accountId: null, institutionId: null };
  const { institutionId, sessionId, practice } = asked;
  const holders: Holder[] = [{ institutionId, relations: ['home'], change: newFor.nobody }];
  const question = begin(asked, 'chat', holders, nobody, { sessionId, practice, dueAt: dueFrom(now, rules) });
  question.recordCreation(nobody, now);
  return question;
}

/** Row 11: from the library's web form, for the librarian it names; never pooled (R66 pools chats and referrals). */
export function askedByForm(
  asked: Asked,
  rules: HomeRules,
  now: Date,
  assigneeId: string | null = null,
  source: Extract<Source, 'web-form' | 'mail'> = 'web-form',
): Question {
  const nobody: By = { accountId: null, institutionId: null };
  const holders: Holder[] = [
    { institutionId: asked.institutionId, relations: ['home'], change: newFor.nobody },
  ];
  const question = begin(asked, source, holders, nobody, { dueAt: dueFrom(now, rules) });
  question.home.assigneeId = assigneeId;
  question.recordCreation(nobody, now);
  return question;
}

/** Row 12: a librarian of the patron's library notes what came at the desk, by phone, fax or SMS. */
export function takenAt(
  source: Extract<Source, 'desk' | 'phone' | 'fax' | 'sms'>,
  asked: Asked,
  by: By,
  rules: HomeRules,
  now: Date,
): Question {
  const holders: Holder[] = [
    { institutionId: asked.institutionId, relations: ['home'], change: newFor.actor },
  ];
  const question = begin(asked, source, holders, by, { dueAt: dueFrom(now, rules) });
  question.setHandler(by);
  question.recordCreation(by, now);
  return question;
}

function begin(asked: Asked, source: Source, holders: Holder[], by: By, more: Partial<Question>): Question {
  const question = Object.assign(new Question(), {
    id: asked.id,
    number: asked.number,
    source,
    homeInstitutionId: asked.institutionId,
    noContact: asked.patron.email === null,
    patronName: asked.patron.name,
    patronEmail: asked.patron.email,
    subject: asked.subject?.trim() || firstLine(asked.text),
    text: asked.text,
    tokenHash: asked.tokenHash ?? null,
    patronId: asked.known?.id ?? null,
    patronIsNew: asked.known?.isNew ?? false,
    fields: asked.fields ?? [],
    language: asked.language ?? null,
    codes: (asked.codes ?? []).slice(0, mostCodes),
    promisedAt: asked.promisedAt ?? null,
    ...more,
  });
  for (const { institutionId, relations, change } of holders) {
    for (const relation of relations) question.addRelation(institutionId, relation);
    question.holdingOf(institutionId)!.apply(change, by.accountId);
  }
  if (!question.turn) question.dueAt = null;
  return question;
}

/** Descriptive codes a question carries at most (2.3). */
const mostCodes = 4;

/** Lists show one line; a chat has no subject of its own. */
function firstLine(text: string): string | null {
  const line = text.trim().split('\n', 1)[0]!.trim();
  return shorten(line, 120, '…') || null;
}
