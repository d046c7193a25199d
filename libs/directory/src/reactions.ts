import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventEnvelope } from '@carrel/contracts';
import { Projects } from '@carrel/messaging';
import { DataSource } from 'typeorm';
import { EndedSignInsTable } from './ended-sign-ins.js';

type Institution = EventEnvelope<
  | 'institution.registered.v1'
  | 'institution.updated.v1'
  | 'institution.profile-submitted.v1'
  | 'institution.profile-activated.v1'
>;
type Group = EventEnvelope<'group.created.v1' | 'group.updated.v1' | 'group.deleted.v1'>;
type Membership = EventEnvelope<
  | 'membership.requested.v1'
  | 'membership.approved.v1'
  | 'membership.rejected.v1'
  | 'membership.inactivated.v1'
  | 'membership.blocked.v1'
  | 'membership.left.v1'
>;
type Account = EventEnvelope<'account.created.v1' | 'account.updated.v1' | 'account.deactivated.v1'>;
type ServiceAccount = EventEnvelope<
  'service-account.created.v1' | 'service-account.updated.v1' | 'service-account.revoked.v1'
>;

/**
 * Keeps the projection. Each event carries its aggregate's whole state, so the newest sequence wins and
 * redelivery or disorder never reverts a row, and no inbox is needed here.
 */
@Controller()
export class DirectoryReactions {
  constructor(
    private readonly db: DataSource,
    private readonly endedSignIns: EndedSignInsTable,
  ) {}

  @Projects(
    'institution.registered.v1',
    'institution.updated.v1',
    'institution.profile-submitted.v1',
    'institution.profile-activated.v1',
  )
  async institution(@Payload() event: Institution): Promise<void> {
    const d = event.data;
    await this.keep('directory_institutions', 'id', {
      id: d.institutionId,
      sequence: event.sequence,
      name: d.name,
      subscription_group_id: d.subscriptionGroupId,
      time_zone: d.timeZone,
      profile_status: d.profileStatus,
      accepts_referrals: d.acceptsReferrals,
      redirect_to_institution_id: d.redirectToInstitutionId,
      portal: d.portal,
    });
  }

  @Projects('group.created.v1', 'group.updated.v1', 'group.deleted.v1')
  async group(@Payload() event: Group): Promise<void> {
    const d = event.data;
    await this.keep('directory_groups', 'id', {
      id: d.groupId,
      sequence: event.sequence,
      name: d.name,
      kind: d.kind,
      time_zone: d.timeZone,
      proxy_institution_id: d.proxyInstitutionId,
      deleted: event.type === 'group.deleted.v1',
    });
    if (event.type !== 'group.deleted.v1') return;
    // Each membership's own event follows, under a sequence of its own.
    await this.db.query(`UPDATE directory_memberships SET status = 'left' WHERE group_id = $1`, [d.groupId]);
  }

  @Projects(
    'membership.requested.v1',
    'membership.approved.v1',
    'membership.rejected.v1',
    'membership.inactivated.v1',
    'membership.blocked.v1',
    'membership.left.v1',
  )
  async membership(@Payload() event: Membership): Promise<void> {
    const d = event.data;
    await this.keep('directory_memberships', 'id', {
      id: d.membershipId,
      sequence: event.sequence,
      group_id: d.groupId,
      institution_id: d.institutionId,
      status: d.status,
    });
  }

  @Projects('account.created.v1', 'account.updated.v1', 'account.deactivated.v1')
  async account(@Payload() event: Account): Promise<void> {
    const d = event.data;
    await this.keep('directory_accounts', 'id', {
      id: d.accountId,
      sequence: event.sequence,
      institution_id: d.institutionId,
      roles: d.roles,
      group_roles: JSON.stringify(d.groupRoles),
      operator: d.operator,
      trained: d.trained,
      active: d.active,
    });
  }

  @Projects('service-account.created.v1', 'service-account.updated.v1', 'service-account.revoked.v1')
  async serviceAccount(@Payload() event: ServiceAccount): Promise<void> {
    const { serviceAccountId: id, active } = event.data;
    await this.keep('directory_service_accounts', 'id', { id, sequence: event.sequence, active });
  }

  /** One that is older than any token of it is not kept: a projection made anew starts small. */
  @Projects('sign-in.ended.v1')
  async signInEnded(@Payload() event: EventEnvelope<'sign-in.ended.v1'>): Promise<void> {
    await this.endedSignIns.add(event.data.signInId, new Date(event.time));
  }

  @Projects('settings.changed.v1')
  async setting(@Payload() event: EventEnvelope<'settings.changed.v1'>): Promise<void> {
    const d = event.data;
    await this.keep('directory_settings', 'key, owner_id', {
      key: d.key,
      owner_id: d.ownerId,
      sequence: event.sequence,
      value: d.value === undefined ? null : JSON.stringify(d.value),
    });
  }

  /** Table and column names come from this file alone, values are bound. */
  private async keep(table: string, key: string, row: Record<string, unknown>): Promise<void> {
    const columns = Object.keys(row);
    await this.db.query(
      `INSERT INTO ${table} AS t (${columns.join(', ')}) VALUES (${columns.map((_, n) => `$${n + 1}`).join(', ')})
       ON CONFLICT (${key}) DO UPDATE SET ${columns.map((c) => `${c} = EXCLUDED.${c}`).join(', ')}
       WHERE t.sequence < EXCLUDED.sequence`,
      Object.values(row),
    );
  }
}
