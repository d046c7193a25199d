import { Directory } from '@carrel/directory';
import { Injectable } from '@nestjs/common';
import { timeFor } from './domain/quiet-hours.js';

interface ForStaff {
  readonly notice: string;
  /** Those that go together, where the question and what is said of it are not what makes them alike. */
  readonly bundle?: string | null | undefined;
  readonly institutionId: string | null;
  readonly questionId: string | null;
  readonly personal?: boolean;
  readonly digestOf?: { readonly accountId: string; readonly at: string } | undefined;
  readonly notBefore?: Date | undefined;
}

/** When a notice to staff goes, and with which others: by the settings of the library that is notified. */
@Injectable()
export class Schedule {
  constructor(private readonly directory: Directory) {}

  async of(notice: ForStaff, now: Date): Promise<{ bundle: string | null; notBefore?: Date }> {
    const { institutionId, questionId, personal = false, notBefore } = notice;
    // Only the same fact again waits for its turn: another one of the same question is news.
    const alike = notice.bundle ?? (questionId && `question:${questionId}:${notice.notice}`);
    const library = institutionId ? await this.directory.institution(institutionId) : undefined;
    if (!library) return { bundle: alike, ...(notBefore ? { notBefore } : {}) };
    const times = await this.directory.setting('notice-schedule', library.id);
    const from = notBefore && notBefore > now ? notBefore : now;
    const { digestOf } = notice;
    if (digestOf) {
      const own = { ...times, digestAt: digestOf.at };
      return {
        bundle: `digest:${digestOf.accountId}`,
        notBefore: timeFor(own, true, library.timeZone, from),
      };
    }
    const digest = !personal && !notBefore && times.digestAt !== null;
    return {
      bundle: digest ? `digest:${library.id}` : alike,
      notBefore: timeFor(times, digest, library.timeZone, from),
    };
  }
}
