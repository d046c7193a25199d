import { Directory } from '@carrel/directory';
import { Injectable } from '@nestjs/common';
import { timeFor } from './domain/quiet.js';

interface ForStaff {
  readonly institutionId: string | null;
  readonly questionId: string | null;
  readonly personal?: boolean;
  readonly notBefore?: Date | undefined;
}

/** When a notice to staff goes, and with which others: by the settings of the library that is told. */
@Injectable()
export class Schedule {
  constructor(private readonly directory: Directory) {}

  async of(notice: ForStaff, now: Date): Promise<{ bundle: string | null; notBefore?: Date }> {
    const { institutionId, questionId, personal = false, notBefore } = notice;
    const byQuestion = questionId ? `question:${questionId}` : null;
    const library = institutionId ? await this.directory.institution(institutionId) : undefined;
    if (!library) return { bundle: byQuestion, ...(notBefore ? { notBefore } : {}) };
    const times = await this.directory.setting('notice-schedule', library.id);
    const from = notBefore && notBefore > now ? notBefore : now;
    const digest = !personal && !notBefore && times.digestAt !== null;
    return {
      bundle: digest ? `digest:${library.id}` : byQuestion,
      notBefore: timeFor(times, digest, library.timeZone, from),
    };
  }
}
