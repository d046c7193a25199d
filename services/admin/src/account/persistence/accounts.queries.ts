import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { GroupRole, InstitutionRole } from '@carrel/contracts';
import { inOrderOf, pageByName, type ByName } from '../../persistence/name-search.js';

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
}

const columns = `a.id, a.number, a.institution_id AS "institutionId", a.email, a.name, a.roles,
  a.group_roles AS "groupRoles", a.operator, a.trained, a.active`;

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

  async one(id: string): Promise<AccountRow | undefined> {
    const [row] = await this.db.query<AccountRow[]>(`SELECT ${columns} FROM accounts a WHERE a.id = $1`, [
      id,
    ]);
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
      'SELECT email FROM accounts WHERE active AND group_roles @> $1::jsonb ORDER BY email',
      [JSON.stringify([{ groupId, role }])],
    );
    return rows.map(({ email }) => email);
  }

  async operatorId(): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }[]>('SELECT id FROM accounts WHERE operator LIMIT 1');
    return row?.id;
  }
}
