import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Side } from '../domain/membership.js';
import type { MembershipStatus } from '../domain/moves.js';

export interface MembershipRow {
  id: string;
  groupId: string;
  groupName: string;
  institutionId: string;
  institutionName: string;
  status: MembershipStatus;
  changedAt: Date;
  note: string | null;
  /** Whose administrator inactivated it; for the rules, not for clients. */
  inactivatedBy: Side | null;
}

const rows = `SELECT m.id, m.group_id AS "groupId", g.name AS "groupName", m.institution_id AS "institutionId",
    i.name AS "institutionName", m.status, m.changed_at AS "changedAt", m.note,
    m.inactivated_by AS "inactivatedBy"
  FROM memberships m JOIN groups g ON g.id = m.group_id JOIN institutions i ON i.id = m.institution_id`;

@Injectable()
export class MembershipQueries {
  constructor(private readonly db: DataSource) {}

  /** In the order they were first asked for; `seenBy` limits the list to active ones and that library's own. */
  ofGroup(wanted: {
    groupId: string;
    status?: MembershipStatus | undefined;
    seenBy?: string | undefined;
    after?: string | undefined;
    limit: number;
  }): Promise<MembershipRow[]> {
    return this.db.query(
      `${rows} WHERE m.group_id = $1 AND ($2::text IS NULL OR m.status = $2)
         AND ($3::uuid IS NULL OR m.status = 'active' OR m.institution_id = $3)
         AND ($4::uuid IS NULL OR m.id > $4) ORDER BY m.id LIMIT $5`,
      [wanted.groupId, wanted.status ?? null, wanted.seenBy ?? null, wanted.after ?? null, wanted.limit],
    );
  }

  ofInstitution(institutionId: string): Promise<MembershipRow[]> {
    return this.db.query(`${rows} WHERE m.institution_id = $1 ORDER BY lower(g.name)`, [institutionId]);
  }

  async one(id: string): Promise<MembershipRow | undefined> {
    const [row] = await this.db.query<MembershipRow[]>(`${rows} WHERE m.id = $1`, [id]);
    return row;
  }
}
