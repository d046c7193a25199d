import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { beginning, containing } from '../../persistence/name-search.js';
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

  /** By name; `after` is the name and id of the last row seen. */
  search(wanted: {
    search?: string | undefined;
    /** How the name begins, whatever its case. */
    letter?: string | undefined;
    kind?: GroupKind | undefined;
    after?: readonly [string, string] | undefined;
    limit: number;
  }): Promise<GroupRow[]> {
    return this.db.query(
      `SELECT ${columns} FROM groups g
       WHERE ($1::text IS NULL OR lower(g.name) LIKE $1) AND ($2::text IS NULL OR g.kind = $2)
         AND ($3::text IS NULL OR (lower(g.name), g.id) > (lower($3), $4::uuid))
         AND ($6::text IS NULL OR lower(g.name) LIKE $6) AND g.deleted_at IS NULL
       ORDER BY lower(g.name), g.id LIMIT $5`,
      [
        containing(wanted.search),
        wanted.kind ?? null,
        ...(wanted.after ?? [null, null]),
        wanted.limit,
        beginning(wanted.letter),
      ],
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
