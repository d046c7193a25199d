import { Injectable } from '@nestjs/common';
import { Transactions } from '@carrel/messaging';
import { Groups } from '../../registry/persistence/groups.repository.js';
import { Aggregates, whole } from '../../shared/persistence/aggregates.js';
import { SingleSignOn, type Choices, type Owner } from '../domain/single-sign-on.js';

/** One saved state; never the secret. */
export interface SingleSignOnChange {
  version: number;
  choices: Choices;
  changedBy: string;
  changedAt: Date;
}

@Injectable()
export class SingleSignOns extends Aggregates<SingleSignOn> {
  constructor(
    transactions: Transactions,
    private readonly groups: Groups,
  ) {
    super(transactions, SingleSignOn, 'single sign-on');
  }

  /** As it stands; with nothing chosen when nobody has saved it yet. */
  async of(owner: Owner): Promise<SingleSignOn> {
    const found = await this.transactions.run((tx) =>
      tx.manager.findOne(SingleSignOn, { where: whole({ ownerKind: owner.kind, ownerId: owner.id }) }),
    );
    return found ?? SingleSignOn.unset(owner);
  }

  find(id: string): Promise<SingleSignOn | null> {
    return this.transactions.run((tx) => tx.manager.findOne(SingleSignOn, { where: whole({ id }) }));
  }

  /** Makes it when there is none, and keeps what was saved as a line of history. */
  changeOf(
    owner: Owner,
    decide: (singleSignOn: SingleSignOn) => void | Promise<void>,
  ): Promise<SingleSignOn> {
    return this.transactions.run(async (tx) => {
      const fresh = SingleSignOn.unset(owner);
      await tx.manager.query(
        `INSERT INTO single_sign_ons (id, sequence, owner_kind, owner_id, choices, version)
         VALUES ($1, 0, $2, $3, $4, 0) ON CONFLICT (owner_id) DO NOTHING`,
        [fresh.id, owner.kind, owner.id, JSON.stringify(fresh.choices)],
      );
      return this.change(owner.id, async (singleSignOn) => {
        await decide(singleSignOn);
        const { version, choices, changedBy, changedAt } = singleSignOn;
        await tx.manager.query(
          `INSERT INTO single_sign_on_changes (single_sign_on_id, version, choices, changed_by, changed_at)
           VALUES ($1, $2, $3, $4, $5)`,
          [owner.id, version, JSON.stringify(choices), changedBy, changedAt],
        );
        return singleSignOn;
      });
    });
  }

  /** The newest first. */
  history(id: string, limit: number): Promise<SingleSignOnChange[]> {
    return this.transactions.run((tx) =>
      tx.manager.query<SingleSignOnChange[]>(
        `SELECT version, choices, changed_by AS "changedBy", changed_at AS "changedAt"
         FROM single_sign_on_changes WHERE single_sign_on_id = $1 ORDER BY version DESC LIMIT $2`,
        [id, limit],
      ),
    );
  }

  /** Whether the library's passwords are refused; not once its group has taken the provider away or it left the group. */
  async refusesPasswords(institutionId: string): Promise<boolean> {
    const { refusesPasswords, choices } = await this.of({ kind: 'institution', id: institutionId });
    if (!refusesPasswords || choices.groupId === null) return refusesPasswords;
    const { usable } = await this.of({ kind: 'group', id: choices.groupId });
    return usable && (await this.groups.librariesOf(choices.groupId)).has(institutionId);
  }
}
