import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { GroupRole, InstitutionRole } from '@carrel/contracts';
import { inOrderOf, pageByName, type ByName } from '../../shared/persistence/name-search.js';

/** What an account may do at this moment. */
export type Standing = Pick<AccountRow, 'active' | 'roles' | 'groupRoles' | 'operator'>;

export interface AccountRow {
  id: string;
  number: string;
  institutionId: string;
  email: string;
  name: string;
  roles: InstitutionRole[];
  groupRoles: { groupId: string; role: GroupRole }[];
  operator: boolean;
  trained: boolean;
  active: boolean;
  invited: boolean;
}

const columns = `a.id, a.number, a.institution_id AS "institutionId", a.email, a.name, a.roles,
  a.group_roles AS "groupRoles", a.operator, a.trained, a.active,
  EXISTS (SELECT FROM credentials c WHERE c.account_id = a.id
    AND c.password_hash IS NULL AND c.invitation_hash IS NOT NULL) AS invited`;

/** SQL for whether the library of account `a` is an active member of a group: only then do roles in it count (B40). */
export const isMember = (groupId: string): string =>
  `(EXISTS (SELECT FROM institutions i WHERE i.id = a.institution_id
      AND i.subscription_group_id = ${groupId} AND i.profile_status <> 'closed')
    OR EXISTS (SELECT FROM memberships m WHERE m.group_id = ${groupId}
      AND m.institution_id = a.institution_id AND m.status = 'active'))`;

/** SQL for whether account `a` administers a group now. */
export const administers = (groupId: string): string =>
  `(a.active AND a.group_roles @> jsonb_build_array(jsonb_build_object('groupId', ${groupId}, 'role', 'group-admin'))
    AND ${isMember(groupId)})`;

@Injectable()
export class AccountQueries {
  constructor(private readonly db: DataSource) {}

  /** Of one library, by name; a search looks at addresses too. */
  async ofInstitution(wanted: ByName & { institutionId: string }): Promise<AccountRow[]> {
    const all = await this.db.query<{ id: string; name: string; also: string }[]>(
      'SELECT id, name, email AS also FROM accounts WHERE institution_id = $1',
      [wanted.institutionId],
    );
    const ids = pageByName(all, wanted);
    return inOrderOf(
      ids,
      await this.db.query<AccountRow[]>(`SELECT ${columns} FROM accounts a WHERE a.id = ANY($1::uuid[])`, [
        ids,
      ]),
    );
  }

  /** Of one library, by name: active ones that do the library's work. */
  async working(wanted: ByName & { institutionId: string }): Promise<Pick<AccountRow, 'id' | 'name'>[]> {
    const all = await this.db.query<{ id: string; name: string }[]>(
      `SELECT id, name FROM accounts WHERE institution_id = $1 AND active AND cardinality(roles) > 0`,
      [wanted.institutionId],
    );
    return inOrderOf(pageByName(all, wanted), all);
  }

  async one(id: string): Promise<AccountRow | undefined> {
    const [row] = await this.db.query<AccountRow[]>(`SELECT ${columns} FROM accounts a WHERE a.id = $1`, [
      id,
    ]);
    return row;
  }

  /** As it counts now: inactive when its library is closed, and with roles only in groups that its library is an active member of. */
  async standing(id: string): Promise<Standing | undefined> {
    const [row] = await this.db.query<Standing[]>(
      `SELECT a.roles, a.operator,
         a.active AND NOT EXISTS (SELECT FROM institutions i
           WHERE i.id = a.institution_id AND i.profile_status = 'closed') AS active,
         (SELECT coalesce(jsonb_agg(held), '[]') FROM jsonb_array_elements(a.group_roles) held
          WHERE ${isMember(`(held->>'groupId')::uuid`)}) AS "groupRoles"
       FROM accounts a WHERE a.id = $1`,
      [id],
    );
    return row;
  }

  namesOf(ids: readonly string[]): Promise<{ id: string; name: string; institutionId: string }[]> {
    return this.db.query(
      'SELECT id, name, institution_id AS "institutionId" FROM accounts WHERE id = ANY($1::uuid[])',
      [ids],
    );
  }

  addressesOf(ids: readonly string[]): Promise<{ id: string; name: string; email: string }[]> {
    return this.db.query('SELECT id, name, email FROM accounts WHERE active AND id = ANY($1::uuid[])', [ids]);
  }

  /** Of those who hold the role in the group and still sign in. */
  async addressesInGroup(groupId: string, role: GroupRole): Promise<string[]> {
    const rows = await this.db.query<{ email: string }[]>(
      `SELECT a.email FROM accounts a
       WHERE a.active AND a.group_roles @> $2::jsonb AND ${isMember('$1::uuid')} ORDER BY a.email LIMIT 300`,
      [groupId, JSON.stringify([{ groupId, role }])],
    );
    return rows.map(({ email }) => email);
  }

  async operatorId(): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }[]>('SELECT id FROM accounts WHERE operator LIMIT 1');
    return row?.id;
  }
}
