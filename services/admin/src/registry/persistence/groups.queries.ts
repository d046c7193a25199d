import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inOrderOf, pageByName, type ByName } from '../../shared/persistence/name-search.js';
import type { GroupKind, GroupUse } from '../domain/group.js';

export interface GroupRow {
  id: string;
  kind: GroupKind;
  name: string;
  shortName: string | null;
  timeZone: string;
  requiresCooperativeMark: boolean;
  contactEmail: string | null;
  uses: GroupUse[];
  proxyInstitutionId: string | null;
  libraries: number;
}

const columns = `g.id, g.kind, g.name, (SELECT s.value->>'shortName' FROM settings s WHERE s.owner_id = g.id AND s.key = 'branding') AS "shortName", g.time_zone AS "timeZone",
  g.requires_cooperative_mark AS "requiresCooperativeMark", g.proxy_institution_id AS "proxyInstitutionId",
  g.contact_email AS "contactEmail", g.uses,
  (SELECT count(*)::int FROM institutions i WHERE i.subscription_group_id = g.id AND i.profile_status <> 'closed')
  + (SELECT count(*)::int FROM memberships m WHERE m.group_id = g.id AND m.status = 'active') AS libraries`;

@Injectable()
export class GroupQueries {
  constructor(private readonly db: DataSource) {}

  async search(wanted: ByName & { kind?: GroupKind | undefined }): Promise<GroupRow[]> {
    const all = await this.db.query<{ id: string; name: string }[]>(
      'SELECT id, name FROM groups WHERE deleted_at IS NULL AND ($1::text IS NULL OR kind = $1)',
      [wanted.kind ?? null],
    );
    const ids = pageByName(all, wanted);
    return inOrderOf(
      ids,
      await this.db.query<GroupRow[]>(`SELECT ${columns} FROM groups g WHERE g.id = ANY($1::uuid[])`, [ids]),
    );
  }

  async one(id: string): Promise<GroupRow | undefined> {
    const [row] = await this.db.query<GroupRow[]>(
      `SELECT ${columns} FROM groups g WHERE g.id = $1 AND g.deleted_at IS NULL`,
      [id],
    );
    return row;
  }

  /** The library's subscription group and the cooperatives it has joined. */
  ofInstitution(institutionId: string): Promise<GroupRow[]> {
    return this.db.query(
      `SELECT ${columns} FROM groups g
       WHERE g.id = (SELECT subscription_group_id FROM institutions WHERE id = $1)
          OR g.id IN (SELECT group_id FROM memberships WHERE institution_id = $1 AND status = 'active')
       ORDER BY g.kind DESC, lower(g.name)`,
      [institutionId],
    );
  }
}
