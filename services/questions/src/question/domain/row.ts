import type { ResolutionCode } from '@carrel/contracts';
import type { Status, WaitingOn } from './holding.js';
import type { Question, Source } from './question.js';

/** A question as one library's list shows it: status and assignee are that library's own. */
export interface QuestionRow {
  readonly id: string;
  readonly number: string;
  readonly subject: string | null;
  readonly source: Source;
  readonly sessionId: string | null;
  readonly resolution: ResolutionCode | null;
  readonly practice: boolean;
  readonly noContact: boolean;
  readonly patronInstitutionId: string;
  readonly status: Status | null;
  readonly assigneeId: string | null;
  readonly waitingOn: WaitingOn | null;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly importedAt: Date | null;
  readonly mark: Question['mark'];
  readonly topic: string | null;
  readonly codes: readonly string[];
  readonly handledById: string | null;
  readonly handledByInstitutionId: string | null;
}

/** What it is about, its class first: a rota's lanes sort by it (R88). */
export const subjectsOf = ({ topic, codes }: Pick<QuestionRow, 'topic' | 'codes'>): string[] =>
  topic === null ? [...codes] : [topic, ...codes];

/** The row of one question; in Shared Followup it is New for whoever may claim it (R66). */
export function rowOf(question: Question, institutionId: string): QuestionRow {
  const holding = question.holdingOf(institutionId);
  const { id, number, subject, source, sessionId, resolution, practice, noContact } = question;
  const { mark, topic, codes } = question;
  const { dueAt, createdAt, importedAt, handledById, handledByInstitutionId } = question;
  return {
    ...{ id, number, subject, source, sessionId, resolution, practice, noContact },
    patronInstitutionId: question.homeInstitutionId,
    status: holding?.status ?? (question.pooled ? 'new' : null),
    assigneeId: holding?.assigneeId ?? null,
    waitingOn: holding?.waitingOn ?? null,
    ...{ mark, topic, codes },
    ...{ dueAt, createdAt, updatedAt: question.lastActivityAt, importedAt },
    ...{ handledById, handledByInstitutionId },
  };
}
