import { searchQuery, stemmedLanguages } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inOrderOf, pageByName, type ByName } from '../../shared/persistence/name-search.js';
import type { PolicyStatus } from '../domain/policy-page.js';

export interface PolicyPageRow {
  readonly institutionId: string;
  readonly name: string;
  readonly status: PolicyStatus;
}
export interface PolicyChangeRow {
  readonly version: number;
  readonly what: string;
  readonly language: string | null;
  readonly value: string | null;
  readonly changedBy: string;
  readonly changedAt: Date;
}
export interface SecretRead {
  readonly id: string;
  readonly field: string;
  readonly accountId: string;
  readonly institutionId: string;
  readonly at: Date;
}

const inGroup = (group: string) => `(i.subscription_group_id = ${group} OR EXISTS (
  SELECT FROM memberships m WHERE m.group_id = ${group} AND m.institution_id = i.id AND m.status = 'active'))`;

@Injectable()
export class PolicyPageQueries {
  constructor(private readonly db: DataSource) {}

  /** Whether two libraries are of one subscription group, or active in one cooperative: then they serve each other. */
  async serveEachOther(one: string, other: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      `SELECT FROM institutions a JOIN institutions b ON b.id = $2
       WHERE a.id = $1 AND (a.subscription_group_id = b.subscription_group_id OR EXISTS (
         SELECT FROM memberships m JOIN memberships n ON n.group_id = m.group_id AND n.institution_id = b.id
           AND n.status = 'active' WHERE m.institution_id = a.id AND m.status = 'active'))`,
      [one, other],
    );
    return rows.length > 0;
  }

  async isInGroup(institutionId: string, groupId: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      `SELECT FROM institutions i WHERE i.id = $1 AND ${inGroup('$2')}`,
      [institutionId, groupId],
    );
    return rows.length > 0;
  }

  async isInCooperative(institutionId: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      `SELECT FROM memberships WHERE institution_id = $1 AND status = 'active' LIMIT 1`,
      [institutionId],
    );
    return rows.length > 0;
  }

  /** Viewable pages of a group's libraries by name; with words, those that hold all of them. */
  async ofGroup({ groupId, search, ...page }: ByName & { groupId: string }): Promise<PolicyPageRow[]> {
    const languages = stemmedLanguages(page.language ? [page.language] : []);
    const query = search === undefined ? undefined : searchQuery(search, languages);
    if (query === null) return [];
    const all = await this.db.query<(PolicyPageRow & { id: string })[]>(
      `SELECT i.id, i.id AS "institutionId", i.name, p.status
       FROM policy_pages p JOIN institutions i ON i.id = p.institution_id
       WHERE p.status = 'viewable' AND i.profile_status <> 'closed' AND ${inGroup('$1')}
         AND ($2::tsquery IS NULL OR p.found_by @@ $2::tsquery)`,
      [groupId, query ?? null],
    );
    return inOrderOf(pageByName(all, page), all).map(({ institutionId, name, status }) => ({
      institutionId,
      name,
      status,
    }));
  }

  history(institutionId: string, before: number | undefined, limit: number): Promise<PolicyChangeRow[]> {
    return this.db.query(
      `SELECT c.version, c.what, c.language, c.value, c.changed_by AS "changedBy", c.changed_at AS "changedAt"
       FROM policy_page_changes c JOIN policy_pages p ON p.id = c.page_id
       WHERE p.institution_id = $1 AND ($2::integer IS NULL OR c.version < $2) ORDER BY c.version DESC LIMIT $3`,
      [institutionId, before ?? null, limit],
    );
  }

  /** Who looked at this library's secrets, newest first. */
  reads(institutionId: string, before: number | undefined, limit: number): Promise<SecretRead[]> {
    return this.db.query(
      `SELECT id, field, account_id AS "accountId", reader_institution_id AS "institutionId", at
       FROM policy_secret_reads WHERE institution_id = $1 AND ($2::bigint IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [institutionId, before ?? null, limit],
    );
  }
}
