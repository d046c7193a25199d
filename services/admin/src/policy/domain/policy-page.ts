import { policyFields, type Language } from '@carrel/contracts';
import { Aggregate, NotFound } from '@carrel/kernel';
import { Stale } from '../../setting/domain/refusals.js';
import { PolicyFieldsMissing, PolicyPageHidden, PolicyPageSubmitted } from './refusals.js';

export type PolicyStatus = 'hidden' | 'viewable';
/** By field and language; what is secret stands here sealed. */
export type PolicyTexts = Record<string, Record<Language, string>>;

/** What a library lets the librarians know who serve its patrons; submitted, it opens the library's service (R123, R124). */
export class PolicyPage extends Aggregate {
  institutionId!: string;
  status!: PolicyStatus;
  texts!: PolicyTexts;
  /** The ETag. */
  version!: number;
  changedBy!: string | null;
  changedAt!: Date | null;
  submittedAt!: Date | null;
  /** When the primary chat queue was set up: from then on links may be placed. */
  acceptedAt!: Date | null;
  queueId!: string | null;

  /** Hidden and empty until somebody writes it (1.2). */
  static begin(id: string, institutionId: string): PolicyPage {
    const empty = { texts: {}, version: 0, changedBy: null, changedAt: null };
    const closed = { submittedAt: null, acceptedAt: null, queueId: null };
    return Object.assign(new PolicyPage(), { id, institutionId, status: 'hidden', ...empty, ...closed });
  }

  /** One field in one language; an empty text takes it away. */
  write(
    field: string,
    language: Language,
    text: string,
    seen: number | undefined,
    by: string,
    now: Date,
  ): void {
    if (!policyFields.has(field)) throw new NotFound('field');
    this.mustBe(seen);
    const { [language]: _old, ...others } = this.texts[field] ?? {};
    const words = text === '' ? others : { ...others, [language]: text };
    const { [field]: _field, ...rest } = this.texts;
    this.texts = Object.keys(words).length > 0 ? { ...rest, [field]: words } : rest;
    this.changed(by, now);
  }

  /** The same text sealed under another key: not a change in content. */
  renewSecrets(renew: (sealed: string, field: string) => string): void {
    this.texts = Object.fromEntries(
      Object.entries(this.texts).map(([field, words]) => {
        if (!policyFields.get(field)?.secret) return [field, words];
        const renewed = Object.entries(words).map(([language, sealed]) => [language, renew(sealed, field)]);
        return [field, Object.fromEntries(renewed)];
      }),
    );
  }

  turn(status: PolicyStatus, seen: number | undefined, by: string, now: Date): void {
    this.mustBe(seen);
    this.status = status;
    this.changed(by, now);
  }

  /** R124: once, when it can be seen and says what it must. */
  submit(seen: number | undefined, by: string, now: Date): void {
    this.mustBe(seen);
    if (this.submittedAt) throw new PolicyPageSubmitted();
    if (this.status === 'hidden') throw new PolicyPageHidden();
    const missing = [...policyFields.values()]
      .filter(({ key, required }) => required && !this.texts[key])
      .map(({ key }) => key);
    if (missing.length > 0) throw new PolicyFieldsMissing(missing);
    this.submittedAt = now;
    this.changed(by, now);
    this.record('policy-page.submitted.v1', { institutionId: this.institutionId }, now);
  }

  /** The primary queue is set up: the library is notified, and may place links (R124). */
  accept(queueId: string, now: Date): void {
    if (!this.submittedAt || this.acceptedAt) return;
    this.acceptedAt = now;
    this.queueId = queueId;
    this.record('policy-page.accepted.v1', { institutionId: this.institutionId, queueId }, now);
  }

  private mustBe(seen: number | undefined): void {
    if (seen !== undefined && seen !== this.version) throw new Stale();
  }

  private changed(by: string, now: Date): void {
    this.version += 1;
    this.changedBy = by;
    this.changedAt = now;
  }
}
