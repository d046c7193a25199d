import { Injectable } from '@nestjs/common';
import {
  settings,
  translated,
  translationFor,
  wordedWith,
  type EventData,
  type GroupRole,
  type SettingKey,
  type SettingValue,
} from '@carrel/contracts';
import { originSpellings } from '@carrel/kernel';
import { Statements } from '@carrel/messaging';
import { DataSource } from 'typeorm';
import { KeptNames } from './kept-names.js';

type InstitutionState = EventData<'institution.registered.v1'>;
/** A library as admin last described it. */
export interface InstitutionRow extends Omit<InstitutionState, 'institutionId'> {
  id: string;
}
/** A subscription group or a cooperative. */
export interface GroupRow extends Omit<EventData<'group.created.v1'>, 'groupId'> {
  id: string;
  /** Deleted; name and zone stay for its history. */
  deleted: boolean;
}
/** An account without name or address (B1). */
export interface AccountRow extends Omit<EventData<'account.created.v1'>, 'accountId'> {
  id: string;
}

type WordedKey = 'ask-form' | 'chat-closed-page' | 'waiting-messages' | 'patron-abuse';

/** A library, and what it or its subscription group set, or the settings' defaults. */
export type LibraryWith<K extends SettingKey> = InstitutionRow & {
  readonly settings: { readonly [S in K]: SettingValue<S> };
};

const NAMES_KEPT_MS = 5_000;

const institution = `i.id, i.name, i.subscription_group_id AS "subscriptionGroupId", i.time_zone AS "timeZone",
  i.profile_status AS "profileStatus", i.accepts_referrals AS "acceptsReferrals",
  i.redirect_to_institution_id AS "redirectToInstitutionId", i.portal`;
const group = `g.id, g.name, g.kind, g.time_zone AS "timeZone", g.proxy_institution_id AS "proxyInstitutionId",
  g.deleted`;

/**
 * SQL for the value of a setting, or its default, as jsonb: for a query that depends on it and is asked too often to
 * ask for the setting first. @param owner SQL for the owner's id
 */
export const settingSql = (key: SettingKey, owner: string): string =>
  `coalesce((SELECT s.value FROM directory_settings s WHERE s.key = '${key}' AND s.owner_id = ${owner}),
    '${JSON.stringify(settings[key].default).replaceAll("'", "''")}'::jsonb)`;

/** SQL for the libraries of a subscription group. @param groupId SQL for the group's id */
export const librariesSql = (groupId: string): string =>
  `SELECT id FROM directory_institutions WHERE subscription_group_id = ${groupId}`;

/**
 * SQL for whether the library of account `a` is an active member of a group: only then do roles in it count (B40).
 * @param groupId SQL for the group's id
 */
const isMember = (groupId: string): string =>
  `(EXISTS (SELECT FROM directory_institutions i WHERE i.id = a.institution_id
      AND i.subscription_group_id = ${groupId} AND i.profile_status <> 'closed')
    OR EXISTS (SELECT FROM directory_memberships m WHERE m.group_id = ${groupId}
      AND m.institution_id = a.institution_id AND m.status = 'active'))`;

/** What this service knows of libraries, groups, accounts and settings: its own projection of admin's events (B2). */
@Injectable()
export class Directory {
  private readonly libraryNames: KeptNames;
  private readonly groupNames: KeptNames;

  constructor(
    private readonly db: DataSource,
    private readonly statements: Statements,
  ) {
    const namesIn = (table: string) =>
      new KeptNames(NAMES_KEPT_MS, (ids) =>
        statements.read(`SELECT id, name FROM ${table} WHERE id = ANY ($1::uuid[])`, [ids]),
      );
    this.libraryNames = namesIn('directory_institutions');
    this.groupNames = namesIn('directory_groups');
  }

  async institution(id: string): Promise<InstitutionRow | undefined> {
    return this.one<InstitutionRow>(
      `SELECT ${institution} FROM directory_institutions i WHERE i.id = $1`,
      id,
    );
  }

  /** Names of libraries by id; unknown ones are left out. */
  namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    return this.libraryNames.of(ids);
  }

  /** Names and time zones of libraries; unknown ones are left out. */
  namesAndZonesOf(ids: readonly string[]): Promise<{ id: string; name: string; timeZone: string }[]> {
    return this.statements.read(
      `SELECT id, name, time_zone AS "timeZone" FROM directory_institutions WHERE id = ANY ($1::uuid[]) ORDER BY id`,
      [ids],
    );
  }

  /** Names of groups by id, deleted ones too; unknown ones are left out. */
  groupNamesOf(ids: readonly string[]): Promise<Map<string, string>> {
    return this.groupNames.of(ids);
  }

  /** Also a deleted group. */
  async group(id: string): Promise<GroupRow | undefined> {
    return this.one<GroupRow>(`SELECT ${group} FROM directory_groups g WHERE g.id = $1`, id);
  }

  /** Libraries of a subscription group, or those whose membership of a cooperative is active (B4), by name. */
  async librariesOf(groupId: string): Promise<InstitutionRow[]> {
    return this.statements.read(
      `SELECT ${institution} FROM directory_institutions i WHERE i.subscription_group_id = $1
       UNION SELECT ${institution} FROM directory_institutions i
       JOIN directory_memberships m ON m.institution_id = i.id AND m.status = 'active' AND m.group_id = $1
       ORDER BY name`,
      [groupId],
    );
  }

  /** Cooperatives the library has joined, by name. */
  async cooperativesOf(institutionId: string): Promise<GroupRow[]> {
    return this.db.query(
      `SELECT ${group} FROM directory_groups g
       JOIN directory_memberships m ON m.group_id = g.id AND m.status = 'active' AND m.institution_id = $1
       WHERE g.kind = 'cooperative' AND NOT g.deleted ORDER BY g.name`,
      [institutionId],
    );
  }

  /** Whether what is known of a membership is as new as its event of this number. */
  async knowsMembership(id: string, sequence: string): Promise<boolean> {
    const [known] = await this.db.query<unknown[]>(
      'SELECT FROM directory_memberships WHERE id = $1 AND sequence >= $2::bigint',
      [id, sequence],
    );
    return known !== undefined;
  }

  /** Inactive when its library is closed; with the roles in groups that count: those of groups its library is an active member of. */
  async account(id: string): Promise<AccountRow | undefined> {
    return this.one<AccountRow>(
      `SELECT a.id, a.institution_id AS "institutionId", a.roles, a.operator, a.trained,
         a.active AND NOT EXISTS (SELECT FROM directory_institutions i
           WHERE i.id = a.institution_id AND i.profile_status = 'closed') AS active,
         (SELECT coalesce(jsonb_agg(held), '[]') FROM jsonb_array_elements(a.group_roles) held
          WHERE ${isMember(`(held->>'groupId')::uuid`)}) AS "groupRoles"
       FROM directory_accounts a WHERE a.id = $1`,
      id,
    );
  }

  /** Active coordinators of a subscription group (B31). */
  coordinatorsOf(groupId: string): Promise<string[]> {
    return this.holdersOf(groupId, 'coordinator');
  }

  /** Whether a service account is active; undefined when it is not known here. */
  async serviceAccount(id: string): Promise<{ active: boolean } | undefined> {
    return this.one('SELECT active FROM directory_service_accounts WHERE id = $1', id);
  }

  /** Ids of a library's active administrators. */
  administratorsOf(institutionId: string): Promise<string[]> {
    return this.ids(
      `SELECT id FROM directory_accounts WHERE active AND institution_id = $1 AND 'institution-admin' = ANY(roles)`,
      institutionId,
    );
  }

  /** Ids of a group's active administrators, of whichever library. */
  groupAdministratorsOf(groupId: string): Promise<string[]> {
    return this.holdersOf(groupId, 'group-admin');
  }

  /** Ids of a library's active accounts. */
  accountsOf(institutionId: string): Promise<string[]> {
    return this.ids('SELECT id FROM directory_accounts WHERE active AND institution_id = $1', institutionId);
  }

  /** What the owner set, or the definition's default. Settings whose values stay out of events answer their default. */
  async setting<K extends SettingKey>(key: K, ownerId: string): Promise<SettingValue<K>> {
    const [row] = await this.statements.read<{ value: SettingValue<K> | null }>(
      'SELECT value FROM directory_settings WHERE key = $1 AND owner_id = $2',
      [key, ownerId],
    );
    return row?.value ?? (settings[key].default as SettingValue<K>);
  }

  /** A setting of texts that a library's patrons read, their placeholders filled in; in the language they want, if it has that. */
  async worded<K extends WordedKey>(
    key: K,
    library: Pick<InstitutionRow, 'id' | 'name' | 'subscriptionGroupId'>,
    wanted: readonly string[] = [],
  ): Promise<SettingValue<K>> {
    const own = await this.setting(key, library.id);
    const value = translated(key, own, await this.translationFor(library.id, wanted));
    return JSON.stringify(value).includes('{{') ? wordedWith(value, await this.namesFor(library)) : value;
  }

  /** A library's words in the language that a patron wants; undefined where its own first language is nearest. */
  async translationFor(
    institutionId: string,
    wanted: readonly string[],
  ): Promise<ReturnType<typeof translationFor>> {
    if (wanted.length === 0) return undefined;
    const all = await this.setting('patron-translations', institutionId);
    if (all.languages.length === 0) return undefined;
    const { patrons } = await this.setting('languages', institutionId);
    return translationFor(all, patrons[0] ?? 'en', wanted);
  }

  /** What placeholders of a library's texts stand for. */
  async namesFor({
    name: library,
    subscriptionGroupId,
  }: Pick<InstitutionRow, 'name' | 'subscriptionGroupId'>): Promise<{
    library: string;
    group: string | null;
  }> {
    return { library, group: (await this.setting('branding', subscriptionGroupId)).shortName };
  }

  /** What each of these owners set, in one reading; those who set nothing are left out. */
  async settingsOf<K extends SettingKey>(
    key: K,
    ownerIds: readonly string[],
  ): Promise<Map<string, SettingValue<K>>> {
    const rows = await this.db.query<{ ownerId: string; value: SettingValue<K> }[]>(
      `SELECT owner_id AS "ownerId", value FROM directory_settings
       WHERE key = $1 AND owner_id = ANY ($2) AND value IS NOT NULL`,
      [key, ownerIds],
    );
    return new Map(rows.map(({ ownerId, value }) => [ownerId, value]));
  }

  /** What active accounts of a library have set for themselves, by account. */
  async settingsOfStaff<K extends SettingKey>(
    key: K,
    institutionId: string,
  ): Promise<Map<string, SettingValue<K>>> {
    const rows = await this.db.query<{ ownerId: string; value: SettingValue<K> }[]>(
      `SELECT s.owner_id AS "ownerId", s.value FROM directory_settings s
       JOIN directory_accounts a ON a.id = s.owner_id AND a.active AND a.institution_id = $2
       WHERE s.key = $1 AND s.value IS NOT NULL`,
      [key, institutionId],
    );
    return new Map(rows.map(({ ownerId, value }) => [ownerId, value]));
  }

  /** A library with settings of its own and of its subscription group, by one question. Undefined when unknown. */
  async libraryWith<K extends SettingKey>(
    id: string,
    keys: readonly K[],
  ): Promise<LibraryWith<K> | undefined> {
    const [row] = await this.statements.read<InstitutionRow & { set: Record<string, unknown> | null }>(
      `SELECT ${institution}, (
         SELECT jsonb_object_agg(s.key, s.value) FROM directory_settings s
         WHERE s.owner_id IN (i.id, i.subscription_group_id) AND s.key = ANY($2) AND s.value IS NOT NULL
       ) AS set FROM directory_institutions i WHERE i.id = $1`,
      [id, keys],
    );
    if (!row) return undefined;
    const { set, ...library } = row;
    const values = keys.map((key) => [key, set?.[key] ?? settings[key].default]);
    return { ...library, settings: Object.fromEntries(values) as LibraryWith<K>['settings'] };
  }

  /** Whether some library's own pages are served from this origin (setting web-origins). */
  async hasWebOrigin(origin: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      `SELECT 1 FROM directory_settings WHERE key = 'web-origins' AND value->'origins' ?| $1 LIMIT 1`,
      [originSpellings(origin)],
    );
    return rows.length > 0;
  }

  /** The library to whose patron page this address leads (setting patron-page). */
  async libraryAtSlug(slug: string): Promise<string | undefined> {
    const [row] = await this.statements.read<{ id: string }>(
      `SELECT owner_id AS id FROM directory_settings WHERE key = 'patron-page' AND value->'slugs' ? $1 LIMIT 1`,
      [slug],
    );
    return row?.id;
  }

  /** Libraries whose patron pages are named to everybody, by name. */
  async listedPages(limit: number): Promise<{ id: string; name: string; slug: string }[]> {
    return this.db.query(
      `SELECT i.id, i.name, s.value->'slugs'->>0 AS slug FROM directory_settings s
       JOIN directory_institutions i ON i.id = s.owner_id AND i.profile_status <> 'closed'
       WHERE s.key = 'patron-page' AND s.value->'listed' = 'true' AND jsonb_array_length(s.value->'slugs') > 0
       ORDER BY i.name, i.id LIMIT $1`,
      [limit],
    );
  }

  private async holdersOf(groupId: string, role: GroupRole): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT a.id FROM directory_accounts a
       WHERE a.active AND a.group_roles @> $2 AND ${isMember('$1::uuid')} ORDER BY a.id`,
      [groupId, JSON.stringify([{ groupId, role }])],
    );
    return rows.map(({ id }) => id);
  }

  private async ids(sql: string, id: string): Promise<string[]> {
    return (await this.db.query<{ id: string }[]>(sql, [id])).map((row) => row.id);
  }

  private async one<T>(sql: string, id: string): Promise<T | undefined> {
    const [row] = await this.statements.read<T>(sql, [id]);
    return row;
  }
}
