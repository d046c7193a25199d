import { Injectable } from '@nestjs/common';
import { Job } from '@carrel/messaging';
import {
  pickLanguage,
  policyFields,
  policySections,
  type Language,
  type SettingValue,
} from '@carrel/contracts';
import { Clock, NotFound } from '@carrel/kernel';
import { mustAdministerInstitution, type Actor } from '../shared/domain/authority.js';
import { GroupQueries, type GroupRow } from '../registry/persistence/groups.queries.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { Seal } from '@carrel/web';
import { Settings } from '../setting/persistence/settings.repository.js';
import type { PolicyPage, PolicyStatus } from './domain/policy-page.js';
import { PolicyPageQueries, type PolicyPageRow } from './persistence/policy-pages.queries.js';
import { PolicyPages } from './persistence/policy-pages.repository.js';

export type { PolicyPageRow } from './persistence/policy-pages.queries.js';

interface ShownField {
  readonly key: string;
  readonly label: string;
  readonly required: boolean;
  readonly secret: boolean;
  /** Null where nothing is written, and for what is secret. */
  readonly text: string | null;
  /** Languages in which something is written. */
  readonly languages: readonly Language[];
}
export interface ShownPage {
  readonly page: PolicyPage;
  readonly library: string;
  readonly language: Language;
  readonly sections: readonly { key: string; title: string; fields: readonly ShownField[] }[];
  readonly groups: readonly GroupRow[];
}

/** Policy pages: a library writes its own, and staff of libraries that serve its patrons read it (R123, 2.4). */
@Injectable()
export class PolicyPagesService {
  constructor(
    private readonly pages: PolicyPages,
    private readonly queries: PolicyPageQueries,
    private readonly institutions: Institutions,
    private readonly groups: GroupQueries,
    private readonly settings: Settings,
    private readonly seal: Seal,
    private readonly clock: Clock,
  ) {}

  async show(institutionId: string, wanted: readonly Language[], by: Actor): Promise<ShownPage> {
    const page = await this.readable(institutionId, by);
    const fallback = await this.languageOf(institutionId);
    const language = wanted[0] ?? fallback;
    const sections = policySections.map(({ key, title, fields }) => ({
      key,
      title,
      fields: fields.map((field) => {
        const { [field.key]: words = {} } = page.texts;
        const languages = Object.keys(words);
        const spoken = pickLanguage(languages, wanted, fallback);
        const text = field.secret || spoken === undefined ? null : words[spoken]!;
        const { required = false, secret = false } = field;
        return { key: field.key, label: field.label, required, secret, text, languages };
      }),
    }));
    const { profile } = await this.institutions.get(institutionId);
    const groups = await this.groups.ofInstitution(institutionId);
    return { page, library: profile.name, language, sections, groups };
  }

  /** One field, in the library's first language unless another is named; an empty text takes it away. */
  async write(
    institutionId: string,
    field: string,
    written: { text: string; language?: Language | undefined },
    seen: number | undefined,
    by: Actor,
  ): Promise<PolicyPage> {
    await this.mustOwn(institutionId, by);
    const language = written.language ?? (await this.languageOf(institutionId));
    const secret = policyFields.get(field)?.secret ?? false;
    const { text } = written;
    const kept = secret && text !== '' ? this.seal.close(text, labelOf(institutionId, field)) : text;
    const change = { what: field, language, value: secret ? null : text };
    return this.pages.changeOf(institutionId, change, (page) =>
      page.write(field, language, kept, seen, by.accountId, this.clock.now()),
    );
  }

  async turn(
    institutionId: string,
    status: PolicyStatus,
    seen: number | undefined,
    by: Actor,
  ): Promise<PolicyPage> {
    await this.mustOwn(institutionId, by);
    const change = { what: status, language: null, value: null };
    return this.pages.changeOf(institutionId, change, (page) =>
      page.turn(status, seen, by.accountId, this.clock.now()),
    );
  }

  /** Asks for the primary chat queue; the library is told when it is set up (R124). */
  async submit(institutionId: string, seen: number | undefined, by: Actor): Promise<PolicyPage> {
    await this.mustOwn(institutionId, by);
    const change = { what: 'submitted', language: null, value: null };
    return this.pages.changeOf(institutionId, change, (page) =>
      page.submit(seen, by.accountId, this.clock.now()),
    );
  }

  /** Chat has set up the queue. */
  async accept(institutionId: string, queueId: string): Promise<void> {
    const { id, submittedAt } = await this.pages.of(institutionId);
    if (submittedAt) await this.pages.change(id, (page) => page.accept(queueId, this.clock.now()));
  }

  /** What is secret, in every language it is written in; who looked is noted first. */
  async reveal(institutionId: string, field: string, by: Actor): Promise<Record<Language, string>> {
    const page = await this.readable(institutionId, by);
    if (!policyFields.get(field)?.secret) throw new NotFound('secret');
    const { [field]: words = {} } = page.texts;
    const { accountId, institutionId: readerInstitutionId } = by;
    await this.pages.noteRead({
      institutionId,
      field,
      accountId,
      readerInstitutionId,
      at: this.clock.now(),
    });
    return Object.fromEntries(
      Object.entries(words).map(([language, sealed]) => [
        language,
        this.seal.open(sealed, labelOf(institutionId, field)),
      ]),
    );
  }

  /** Seals what is secret under the secret that is now the first; for whoever has replaced it. Answers how many pages. */
  renewSeals(): Promise<number> {
    return this.pages.each(100, (page) =>
      page.renewSecrets((sealed, field) => this.seal.renew(sealed, labelOf(page.institutionId, field))),
    );
  }

  /** A page that was written before this version is found from then on. */
  @Job('keep-words-of-policy-pages', { cron: '* * * * *' })
  keepMissingWords(): Promise<void> {
    return this.pages.keepMissingWords();
  }

  secretReads(institutionId: string, before: number | undefined, limit: number, by: Actor) {
    mustAdministerInstitution(by, institutionId);
    return this.queries.reads(institutionId, before, limit + 1);
  }

  history(institutionId: string, before: number | undefined, limit: number, by: Actor) {
    mustAdministerInstitution(by, institutionId);
    return this.queries.history(institutionId, before, limit + 1);
  }

  /** The viewable pages of a group, for its libraries' staff (2.4). */
  async ofGroup(wanted: Parameters<PolicyPageQueries['ofGroup']>[0], by: Actor): Promise<PolicyPageRow[]> {
    if (!(await this.reads(wanted.groupId, by))) throw new NotFound('group');
    return this.queries.ofGroup(wanted);
  }

  /** The first pages of the first of these groups that the reader is in, to stand beside one of them. */
  async beside(groups: readonly GroupRow[], limit: number, by: Actor): Promise<PolicyPageRow[]> {
    for (const { id: groupId } of groups)
      if (await this.reads(groupId, by)) return this.queries.ofGroup({ groupId, limit });
    return [];
  }

  /** Whether links to the library's chat form may be placed: a member of a cooperative is let in first (R124). */
  async isLive(institutionId: string, by: Actor): Promise<boolean> {
    await this.institutions.get(institutionId);
    if (!by.operator && by.institutionId !== institutionId) throw new NotFound('institution');
    if (!(await this.queries.isInCooperative(institutionId))) return true;
    return (await this.pages.of(institutionId)).acceptedAt !== null;
  }

  private async reads(groupId: string, by: Actor): Promise<boolean> {
    if (by.operator || by.groupRoles.some((held) => held.groupId === groupId)) return true;
    return this.queries.isInGroup(by.institutionId, groupId);
  }

  /** The library's own staff read it also while it is hidden; others answer like a missing one. */
  private async readable(institutionId: string, by: Actor): Promise<PolicyPage> {
    await this.institutions.get(institutionId);
    const page = await this.pages.of(institutionId);
    if (by.operator || by.institutionId === institutionId) return page;
    const serves = await this.queries.serveEachOther(by.institutionId, institutionId);
    if (!serves || page.status === 'hidden') throw new NotFound('policy page');
    return page;
  }

  private async mustOwn(institutionId: string, by: Actor): Promise<void> {
    mustAdministerInstitution(by, institutionId);
    await this.institutions.get(institutionId);
  }

  private async languageOf(institutionId: string): Promise<Language> {
    const { value } = await this.settings.of(institutionId, 'institution', 'languages');
    return (value as SettingValue<'languages'>).staff[0]!;
  }
}

const labelOf = (institutionId: string, field: string) => `${institutionId} ${field}`;
