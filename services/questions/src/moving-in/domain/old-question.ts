import type { ResolutionCode } from '@carrel/contracts';
import { shorten } from '@carrel/kernel';
import type { KnownPatron } from '../../patron/domain/patron.js';
import type { Happening, MessageKind } from '../../question/domain/history.js';
import { Question, type AskedField, type Source } from '../../question/domain/question.js';

/** What a question of another system may have had said about it. */
export const oldMessageKinds = ['answer', 'reply', 'note', 'message', 'clarification'] as const;
export type OldMessageKind = (typeof oldMessageKinds)[number] & MessageKind;

interface OldMessage {
  readonly id: string;
  readonly kind: OldMessageKind;
  readonly at: Date;
  readonly authorId: string | null;
  readonly text: string;
}
/** A question that was asked, answered and closed in another system. */
export interface OldQuestion {
  readonly id: string;
  readonly number: string;
  readonly outsideId: string;
  /** The system it comes from. */
  readonly from: string;
  readonly institutionId: string;
  readonly source: Source;
  readonly askedAt: Date;
  readonly closedAt: Date | null;
  readonly status: 'answered' | 'closed';
  readonly subject: string | null;
  readonly text: string;
  readonly patron: { readonly name: string | null; readonly email: string | null };
  readonly known: KnownPatron | null;
  readonly librarianId: string | null;
  readonly resolution: ResolutionCode | null;
  readonly topic: string | null;
  readonly codes: readonly string[];
  readonly readScale: number | null;
  readonly fields: readonly AskedField[];
  readonly messages: readonly OldMessage[];
  /** When the last line of its chat was written. */
  readonly chatEndedAt: Date | null;
}

const happened: Readonly<Record<OldMessageKind, Happening>> = {
  answer: 'answered',
  reply: 'patron-replied',
  note: 'noted',
  message: 'message-sent',
  clarification: 'clarification-asked',
};

/**
 * As it stands at its library now: over, in Service History since its last day, and announced to nobody. Its history has
 * its own times, and its first line the system and the number it had there.
 */
export function movedIn(old: OldQuestion, now: Date): Question {
  const { institutionId, librarianId, askedAt, patron, status } = old;
  const question = Object.assign(new Question(), {
    ...{ id: old.id, number: old.number, source: old.source, homeInstitutionId: institutionId },
    ...{ resolution: old.resolution, topic: old.topic, codes: [...old.codes], readScale: old.readScale },
    ...{ noContact: patron.email === null, patronName: patron.name, patronEmail: patron.email },
    ...{ patronId: old.known?.id ?? null, fields: old.fields, text: old.text },
    ...{ subject: old.subject ?? firstLine(old.text), createdAt: askedAt, importedAt: now },
  });
  const relation = old.source === 'chat' && librarianId !== null ? ['chatting' as const] : [];
  for (const each of ['home' as const, ...relation]) question.addRelation(institutionId, each);
  question.home.apply({ status, assignee: 'actor' }, librarianId);
  const by = (accountId: string | null) => ({ accountId, institutionId: accountId ? institutionId : null });
  const first = { about: { resolution: old.resolution, movedInFrom: old.from, outsideId: old.outsideId } };
  question.addHistoryLine('created', by(old.source === 'chat' ? librarianId : null), askedAt, first);
  const messages = [...old.messages].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { id, kind, at, authorId, text } of messages) {
    const author = by(authorId);
    const deliveredBy = kind === 'answer' ? { deliveredBy: 'mail' as const } : {};
    question.addMessage(kind, author, { id, text, ...deliveredBy }, at);
    question.addHistoryLine(happened[kind], author, at, {});
  }
  const said = messages.map(({ at }) => at);
  const last = latest([askedAt, ...said, ...(old.chatEndedAt ? [old.chatEndedAt] : [])]);
  const over = latest([last, old.closedAt ?? last]);
  if (status === 'closed') question.addHistoryLine('closed', by(librarianId), over, {});
  if (messages.some(({ kind }) => kind === 'answer')) question.answeredByInstitutionId = institutionId;
  if (librarianId) question.setHandler({ accountId: librarianId, institutionId });
  Object.assign(question, { lastActivityAt: over, archivedAt: over });
  for (const holding of question.holdings) Object.assign(holding, { updatedAt: over, archivedAt: over });
  return question;
}

const latest = (times: readonly Date[]): Date => new Date(Math.max(...times.map((time) => time.getTime())));

const firstLine = (text: string): string | null =>
  shorten(text.trim().split('\n', 1)[0]!.trim(), 120, '…') || null;
