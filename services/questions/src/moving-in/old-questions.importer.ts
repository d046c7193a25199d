import { Directory } from '@carrel/directory';
import { newId } from '@carrel/messaging';
import { checked, type Importer, type NewRow, type RowFault, type Taken } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import { limitsOf, type Clocks } from '../privacy/domain/clocks.js';
import { QuestionsQueries } from '../question/persistence/questions.queries.js';
import { OldQuestionDto } from './http/old-question.dto.js';
import { OldQuestions, type OldRow } from './persistence/old-questions.repository.js';

class Refused {
  constructor(readonly fault: RowFault) {}
}
const refused = (field: string | null, code: string, message: string): Refused =>
  new Refused({ field, code, message });

/** What one batch asks of the directory, each thing once. */
class Lookups {
  private readonly libraries = new Map<string, Promise<Clocks | undefined>>();
  private readonly accounts = new Map<string, Promise<boolean>>();

  constructor(private readonly directory: Directory) {}

  /** The clocks of a library; undefined for one that nobody knows. */
  clocksOf(id: string): Promise<(Clocks & { textDays: number }) | undefined> {
    let found = this.libraries.get(id);
    if (!found) this.libraries.set(id, (found = this.readClocks(id)));
    return found;
  }

  hasAccount(id: string): Promise<boolean> {
    let found = this.accounts.get(id);
    if (!found)
      this.accounts.set(id, (found = this.directory.account(id).then((account) => account !== undefined)));
    return found;
  }

  private async readClocks(id: string): Promise<Clocks | undefined> {
    const library = await this.directory.institution(id);
    return library && this.directory.setting('privacy-clocks', id);
  }
}

/** Questions of another system become questions here, over and in Service History (ADR 47). */
@Injectable()
export class OldQuestionsImporter implements Importer {
  constructor(
    private readonly questions: OldQuestions,
    private readonly queries: QuestionsQueries,
    private readonly directory: Directory,
  ) {}

  async take(
    rows: readonly NewRow[],
    { source, dryRun, now }: { source: string; dryRun: boolean; now: Date },
  ): Promise<Taken[]> {
    const lookups = new Lookups(this.directory);
    const judged: (Refused | (Omit<OldRow, 'old'> & { old: Omit<OldRow['old'], 'number'> }))[] = [];
    for (const row of rows) judged.push(await judge(row, source, now, lookups));
    const good = judged.flatMap((one) => (one instanceof Refused ? [] : [one]));
    if (!dryRun && good.length) {
      const numbers = await this.queries.nextNumbers(good.length);
      const numbered = good.map(({ old, lines }, n) => ({ old: { ...old, number: numbers[n]! }, lines }));
      await this.questions.add(numbered, now);
    }
    return judged.map((one) => (one instanceof Refused ? { fault: one.fault } : { id: one.old.id }));
  }
}

async function judge({ outsideId, value }: NewRow, from: string, now: Date, lookups: Lookups) {
  const outcome = await checked(OldQuestionDto, value);
  if ('errors' in outcome) {
    const [first] = outcome.errors;
    return refused(first?.path || null, first?.code ?? 'invalid', first?.message ?? 'it cannot be taken');
  }
  const { value: row } = outcome;
  const clocks = await lookups.clocksOf(row.institutionId);
  if (!clocks) return refused('institutionId', 'not-found', 'there is no such library');
  for (const id of new Set([row.librarianId, ...(row.messages ?? []).map(({ authorId }) => authorId)]))
    if (id && !(await lookups.hasAccount(id)))
      return refused('librarianId', 'not-found', 'there is no such account');
  const times = timesOf(row);
  const last = Math.max(...times);
  if (last > now.getTime())
    return refused('askedAt', 'in-the-future', 'a time of the row is still to come; is the time zone right?');
  if (Math.min(...times) < Date.parse(row.askedAt))
    return refused('askedAt', 'wrong-span', 'something of the row happened before it was asked');
  const limits = limitsOf(clocks, now);
  if (last < limits.everything.getTime())
    return refused(
      'askedAt',
      'older-than-kept',
      `the library keeps words for ${clocks.textDays} days (its setting privacy-clocks), and this is older`,
    );
  // What the library would forget within the hour is not kept in the first place.
  const { name = null, email = null } = last < limits.identity.getTime() ? {} : (row.patron ?? {});
  const old = { ...oldQuestionOf(row), id: newId(), outsideId, from, patron: { name, email } };
  return { old, lines: linesOf(row) };
}

const oldQuestionOf = (row: OldQuestionDto) => ({
  institutionId: row.institutionId,
  source: row.source,
  askedAt: new Date(row.askedAt),
  closedAt: row.closedAt ? new Date(row.closedAt) : null,
  status: row.status,
  subject: row.subject ?? null,
  text: row.text,
  librarianId: row.librarianId ?? null,
  resolution: row.resolution ?? null,
  topic: row.topic ?? null,
  codes: row.codes ?? [],
  readScale: row.readScale ?? null,
  fields: Object.entries(row.fields ?? {}).map(([label, value]) => ({ name: label, label, value })),
  messages: (row.messages ?? []).map(({ kind, at, authorId, text }) => ({
    ...{ id: newId(), kind, text, at: new Date(at), authorId: authorId ?? null },
  })),
  chatEndedAt: row.transcript?.length
    ? new Date(Math.max(...row.transcript.map(({ at }) => Date.parse(at))))
    : null,
});

const linesOf = ({ transcript = [], librarianId }: OldQuestionDto) =>
  transcript.map(({ from, name, text, at }, n) => ({
    ...{ seq: n + 1, from, name: name ?? null, text, sentAt: new Date(at).toISOString() },
    authorId: from === 'librarian' ? (librarianId ?? null) : null,
  }));

const timesOf = ({ askedAt, closedAt, messages = [], transcript = [] }: OldQuestionDto): number[] =>
  [askedAt, ...(closedAt ? [closedAt] : []), ...[...messages, ...transcript].map(({ at }) => at)].map(
    (time) => Date.parse(time),
  );
