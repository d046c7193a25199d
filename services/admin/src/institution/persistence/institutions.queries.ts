import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { containing } from '../../persistence/name-search.js';

/** What every member of staff may know of a library. */
export interface InstitutionRow {
  id: string;
  name: string;
  subscriptionGroupId: string;
  stateOrProvince: string | null;
  country: string | null;
  timeZone: string;
  libraryTypes: string[];
  profileStatus: string;
  portal: boolean;
  acceptsReferrals: boolean;
  redirectToInstitutionId: string | null;
}

const columns = `i.id, i.name, i.subscription_group_id AS "subscriptionGroupId",
  i.profile->>'stateOrProvince' AS "stateOrProvince", i.profile->>'country' AS country,
  i.profile->>'timeZone' AS "timeZone", i.profile->'libraryTypes' AS "libraryTypes",
  i.profile_status AS "profileStatus", i.portal, i.accepts_referrals AS "acceptsReferrals",
  i.redirect_to_institution_id AS "redirectToInstitutionId"`;

@Injectable()
export class InstitutionQueries {
  constructor(private readonly db: DataSource) {}

  /** By name; `after` is the name and id of the last row seen. */
  search(wanted: {
    search?: string | undefined;
    groupId?: string | undefined;
    after?: readonly [string, string] | undefined;
    limit: number;
  }): Promise<InstitutionRow[]> {
    return this.db.query(
      `SELECT ${columns} FROM institutions i
       WHERE ($1::text IS NULL OR lower(i.name) LIKE $1)
         AND ($2::uuid IS NULL OR i.subscription_group_id = $2 OR EXISTS (SELECT FROM memberships m
              WHERE m.group_id = $2 AND m.institution_id = i.id AND m.status = 'active'))
         AND ($3::text IS NULL OR (lower(i.name), i.id) > (lower($3), $4::uuid))
       ORDER BY lower(i.name), i.id LIMIT $5`,
      [containing(wanted.search), wanted.groupId ?? null, ...(wanted.after ?? [null, null]), wanted.limit],
    );
  }

  async one(id: string): Promise<InstitutionRow | undefined> {
    const [row] = await this.db.query<InstitutionRow[]>(
      `SELECT ${columns} FROM institutions i WHERE i.id = $1`,
      [id],
    );
    return row;
  }
}
