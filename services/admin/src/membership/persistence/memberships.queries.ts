import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { administers } from '../../registry/persistence/accounts.queries.js';
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
  /** Whether anybody decides for the group; for the rules too. */
  groupHasAdministrator: boolean;
}

const rows = `SELECT own.id, own.group_id AS "groupId", g.name AS "groupName", own.institution_id AS "institutionId",
    i.name AS "institutionName", own.status, own.changed_at AS "changedAt", own.note,
    own.inactivated_by AS "inactivatedBy",
    EXISTS (SELECT FROM accounts a WHERE ${administers('own.group_id')}) AS "groupHasAdministrator"
  FROM memberships own JOIN groups g ON g.id = own.group_id JOIN institutions i ON i.id = own.institution_id`;

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
      `${rows} WHERE own.group_id = $1 AND ($2::text IS NULL OR own.status = $2)
         AND ($3::uuid IS NULL OR own.status = 'active' OR own.institution_id = $3)
         AND ($4::uuid IS NULL OR own.id > $4) ORDER BY own.id LIMIT $5`,
      [wanted.groupId, wanted.status ?? null, wanted.seenBy ?? null, wanted.after ?? null, wanted.limit],
    );
  }

  ofInstitution(institutionId: string): Promise<MembershipRow[]> {
    return this.db.query(`${rows} WHERE own.institution_id = $1 ORDER BY lower(g.name)`, [institutionId]);
  }

  async one(id: string): Promise<MembershipRow | undefined> {
    const [row] = await this.db.query<MembershipRow[]>(`${rows} WHERE own.id = $1`, [id]);
    return row;
  }
}
