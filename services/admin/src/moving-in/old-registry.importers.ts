import { isSameMailbox, Refusal } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { checked, type Importer, type NewRow, type Taken } from '@carrel/web';
import { Injectable, type Type } from '@nestjs/common';
import { AccountsService } from '../account/accounts.service.js';
import { profileFrom } from '../institution/http/institution.dto.js';
import { InstitutionsService } from '../institution/institutions.service.js';
import { noInstitution } from '../registry/domain/account.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import type { Actor } from '../shared/domain/authority.js';
import { OldAccountDto, OldInstitutionDto } from './http/old-registry.dto.js';

/** No account: the operator is at the machine itself. */
const operator: Actor = {
  accountId: noInstitution,
  institutionId: noInstitution,
  roles: [],
  groupRoles: [],
  operator: true,
};

type Found = { readonly id: string; readonly linked?: boolean };

/** Rows one by one, each by the rules that hold for whoever enters it by hand; a refused one leaves no trace. */
abstract class OneByOne<Row extends object> implements Importer {
  protected abstract readonly dto: Type<Row>;

  constructor(protected readonly transactions: Transactions) {}

  protected abstract takeOne(row: Row): Promise<Found>;

  async take(rows: readonly NewRow[]): Promise<Taken[]> {
    const taken: Taken[] = [];
    for (const { value } of rows) taken.push(await this.outcomeOf(value));
    return taken;
  }

  private async outcomeOf(value: unknown): Promise<Taken> {
    const outcome = await checked(this.dto, value);
    if ('errors' in outcome) {
      const [first] = outcome.errors;
      const { path = '', code = 'invalid', message = 'it cannot be taken' } = first ?? {};
      return { fault: { field: path || null, code, message } };
    }
    try {
      return await this.transactions.run(() => this.takeOne(outcome.value));
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      return { fault: { field: null, code: fault.code, message: fault.message } };
    }
  }
}

/** Libraries of another system: registered, or one that is here, which the row names. */
@Injectable()
export class OldInstitutionsImporter extends OneByOne<OldInstitutionDto> {
  protected readonly dto = OldInstitutionDto;

  constructor(
    transactions: Transactions,
    private readonly institutions: Institutions,
    private readonly service: InstitutionsService,
  ) {
    super(transactions);
  }

  protected async takeOne({ id, subscriptionGroupId, ...profile }: OldInstitutionDto): Promise<Found> {
    if (id !== undefined) return { id: (await this.institutions.get(id)).id, linked: true };
    const registration = {
      subscriptionGroupId: subscriptionGroupId!,
      profile: profileFrom(profile as never),
    };
    return { id: await this.service.register(registration, profile.nameConfirmed ?? false, operator) };
  }
}

/** Accounts of another system: created, or the one that has the address at that library already. */
@Injectable()
export class OldAccountsImporter extends OneByOne<OldAccountDto> {
  protected readonly dto = OldAccountDto;

  constructor(
    transactions: Transactions,
    private readonly accounts: Accounts,
    private readonly service: AccountsService,
  ) {
    super(transactions);
  }

  protected async takeOne(row: OldAccountDto): Promise<Found> {
    const { institutionId, email, name, roles, trained = false, invite = false } = row;
    const here = await this.accounts.byEmail(email);
    if (here && here.institutionId === institutionId && isSameMailbox(here.email, email))
      return { id: here.id, linked: true };
    const input = { person: { email, name }, roles, trained, invite };
    return { id: (await this.service.create(institutionId, input, operator, newId())).id };
  }
}
