import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inOrderOf, pageByName, type ByName } from '../../shared/persistence/name-search.js';

/** The data of a library that every member of staff may see. */
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

  async search(wanted: ByName & { groupId?: string | undefined }): Promise<InstitutionRow[]> {
    const all = await this.db.query<{ id: string; name: string }[]>(
      `SELECT i.id, i.name FROM institutions i
       WHERE $1::uuid IS NULL OR i.subscription_group_id = $1 OR EXISTS (SELECT FROM memberships m
         WHERE m.group_id = $1 AND m.institution_id = i.id AND m.status = 'active')`,
      [wanted.groupId ?? null],
    );
    const ids = pageByName(all, wanted);
    return inOrderOf(
      ids,
      await this.db.query<InstitutionRow[]>(
        `SELECT ${columns} FROM institutions i WHERE i.id = ANY($1::uuid[])`,
        [ids],
      ),
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
