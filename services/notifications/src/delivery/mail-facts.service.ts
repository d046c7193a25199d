import {
  requests,
  type AnswerOf,
  type NoticeKind,
  type NoticeWay,
  type QuestionOf,
  type SettingKey,
  type SettingValue,
} from '@carrel/contracts';
import { Directory, type GroupRow, type InstitutionRow } from '@carrel/directory';
import { isSameMailbox, Refusal, ServiceUnavailable, RemoteRefusal } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

type Survey = QuestionOf<typeof requests.surveyInvitation>['form'];

export interface Sender {
  readonly name: string | null;
  readonly address: string | null;
  /** R134: only a library that has its outgoing address on keeps its patrons' replies. */
  readonly takesReplies: boolean;
}

/** Data of other services for mails, requested when needed, since events do not carry it (B1). */
@Injectable()
export class MailFacts {
  constructor(
    private readonly requests: Requests,
    private readonly directory: Directory,
  ) {}

  /** Undefined for a session that is erased by now. */
  transcript(sessionId: string): Promise<AnswerOf<typeof requests.sessionTranscript> | undefined> {
    return orNothing(this.requests.askWhole(requests.sessionTranscript, { sessionId }, 'lines'));
  }

  /** The question, and with a message id that message's text; undefined for one that is erased by now. */
  question(
    questionId: string,
    messageId: string | null = null,
  ): Promise<AnswerOf<typeof requests.questionLetter> | undefined> {
    return orNothing(this.requests.ask(requests.questionLetter, { questionId, messageId }));
  }

  /** Class and descriptive codes of a question; undefined for one that is erased by now. */
  async subjects(questionId: string): Promise<string[] | undefined> {
    return (await orNothing(this.requests.ask(requests.questionSubjects, { questionId })))?.subjects;
  }

  /** A new link for one patron's own questions; undefined once the patron is forgotten. */
  patronLink(patronId: string): Promise<AnswerOf<typeof requests.patronLink> | undefined> {
    return orNothing(this.requests.ask(requests.patronLink, { patronId }));
  }

  /** Where to answer the survey that the library offers with this; null when it offers none (R137, R138). */
  async survey(form: Survey, institutionId: string, subjectId: string): Promise<string | null> {
    const asked = { form, institutionId, subjectId };
    return (await orNothing(this.requests.ask(requests.surveyInvitation, asked)))?.url ?? null;
  }

  setting<K extends SettingKey>(key: K, ownerId: string): Promise<SettingValue<K>> {
    return this.directory.setting(key, ownerId);
  }

  /** The short name that the library's subscription group shows beside it (R120). */
  async groupName({ subscriptionGroupId }: InstitutionRow): Promise<string | null> {
    return (await this.directory.setting('branding', subscriptionGroupId)).shortName;
  }

  /** Who patrons see as the sender of the library's mail; nulls are Carrel's own (R135). */
  async sender(institutionId: string): Promise<Sender> {
    const said = await orNothing(this.requests.ask(requests.outgoingAddress, { institutionId }));
    const { displayName: name = null, address = null, enabled } = said ?? {};
    return { name, address, takesReplies: enabled ?? (name !== null || address !== null) };
  }

  async referralReasons(referralId: string): Promise<AnswerOf<typeof requests.referralReason>> {
    return this.requests.ask(requests.referralReason, { referralId });
  }

  /** The notice addresses of a library: none unless it has switched notices on (R129). */
  async addressesOf(institutionId: string): Promise<string[]> {
    const said = await orNothing(this.requests.ask(requests.notificationAddresses, { institutionId }));
    return said?.enabled ? said.addresses : [];
  }

  /** Where a library gets notices that nobody else gets, whatever it has switched off: at worst its administrators. */
  async surelyReached(institutionId: string): Promise<string[]> {
    const addresses = await this.addressesOf(institutionId);
    if (addresses.length > 0) return addresses;
    return this.affairsOfLibrary(institutionId);
  }

  /** Undefined for an account that is not there; no address once it is deactivated. */
  accountAddress(accountId: string): Promise<AnswerOf<typeof requests.accountAddress> | undefined> {
    return orNothing(this.requests.ask(requests.accountAddress, { accountId }));
  }

  /**
   * What stands below what this person writes; empty without one. An admin of the version before does not answer: then a mail
   * goes without it rather than not at all, and one that is unavailable is asked for more than this.
   */
  async signature(accountId: string | null): Promise<string> {
    if (accountId === null) return '';
    try {
      return (await this.requests.ask(requests.accountSignature, { accountId })).text.trim();
    } catch (error) {
      if (error instanceof Refusal) return '';
      throw error;
    }
  }

  /** The person and his or her own library, whose mail settings hold for notices; undefined once gone. */
  async memberOf(accountId: string): Promise<{ institutionId: string; personId: string } | undefined> {
    const account = await this.directory.account(accountId);
    return account?.active ? { institutionId: account.institutionId, personId: accountId } : undefined;
  }

  /** How an account gets notices of this kind; undefined where it has not said. */
  async wayOf(accountId: string, kind: NoticeKind): Promise<ChosenWay | undefined> {
    return chosen(await this.directory.setting('notice-preferences', accountId), kind);
  }

  /** Staff of a library who have chosen how they get this kind. */
  async waysAt(institutionId: string, kind: NoticeKind): Promise<Map<string, ChosenWay>> {
    const all = await this.directory.settingsOfStaff('notice-preferences', institutionId);
    return new Map(
      [...all].flatMap(([id, preferences]) => {
        const way = chosen(preferences, kind);
        return way ? [[id, way] as const] : [];
      }),
    );
  }

  /** Who gets mail about the library's own affairs: its administrators, and its Alert E-mail where it has one (R119). */
  async affairsOfLibrary(institutionId: string): Promise<string[]> {
    const people = await this.adminsOfLibrary(institutionId);
    const alert = await orNothing(this.requests.ask(requests.alertAddress, { institutionId }));
    return alert?.email && !has(people, alert.email) ? [...people, alert.email] : people;
  }

  /** Ids of the group's active coordinators (B31). */
  coordinatorsOf(groupId: string): Promise<string[]> {
    return this.directory.coordinatorsOf(groupId);
  }

  /** Addresses of the library's active administrators. */
  async adminsOfLibrary(institutionId: string): Promise<string[]> {
    return this.addressesOfAll(await this.directory.administratorsOf(institutionId));
  }

  /** Addresses of the group's active administrators, with the library each is of. */
  async adminsOfGroup(groupId: string): Promise<{ to: string; readBy: string | null }[]> {
    const ids = await this.directory.groupAdministratorsOf(groupId);
    const known = ids.length === 0 ? [] : await this.accounts(ids.slice(0, 500));
    return Promise.all(
      known.map(async ({ id, email }) => ({
        to: email,
        readBy: (await this.directory.account(id))?.institutionId ?? null,
      })),
    );
  }

  /** Every address that the library has named for notices, switched on or not. */
  async namedAddresses(institutionId: string): Promise<string[]> {
    return (await this.requests.ask(requests.namedAddresses, { institutionId })).addresses;
  }

  /** Addresses of the library's active accounts. */
  async addressesOfStaff(institutionId: string): Promise<{ id: string; email: string }[]> {
    const ids = await this.directory.accountsOf(institutionId);
    const found: { id: string; email: string }[] = [];
    for (let n = 0; n < ids.length; n += 500) found.push(...(await this.accounts(ids.slice(n, n + 500))));
    return found;
  }

  private async addressesOfAll(ids: string[]): Promise<string[]> {
    return ids.length === 0 ? [] : (await this.accounts(ids.slice(0, 500))).map(({ email }) => email);
  }

  private async accounts(ids: string[]): Promise<{ id: string; email: string }[]> {
    return (await this.requests.ask(requests.accountAddresses, { ids })).accounts;
  }

  /** Whom a referral is mailed to and what it says. */
  referralLetter(referralId: string): Promise<AnswerOf<typeof requests.referralLetter>> {
    return this.requests.ask(requests.referralLetter, { referralId });
  }

  /** Who looks after quality for a library (R81). */
  qualityContacts(institutionId: string): Promise<AnswerOf<typeof requests.qualityContacts>> {
    return this.requests.ask(requests.qualityContacts, { institutionId });
  }

  knownLibrary(institutionId: string): Promise<InstitutionRow | undefined> {
    return this.directory.institution(institutionId);
  }

  /** Throws for a group that is not known yet, so that the handler is retried. */
  async group(groupId: string): Promise<GroupRow> {
    const group = await this.directory.group(groupId);
    if (!group) throw new ServiceUnavailable('admin');
    return group;
  }

  /** A library's public face. Throws for one that is not known yet, so that the handler is retried. */
  async library(institutionId: string): Promise<InstitutionRow> {
    const library = await this.directory.institution(institutionId);
    if (!library) throw new ServiceUnavailable('admin');
    return library;
  }

  /** Whether a library may see the mails about a question, and the patron's address on them. */
  mayRead(question: {
    questionId: string;
    accountId: string;
    institutionId: string;
  }): Promise<AnswerOf<typeof requests.mayReadQuestion>> {
    return this.requests.ask(requests.mayReadQuestion, question);
  }
}

/** A way, and when its digest goes. */
export interface ChosenWay {
  readonly by: NoticeWay;
  readonly digestAt: string;
}

const chosen = (
  { kinds, digestAt }: SettingValue<'notice-preferences'>,
  wanted: NoticeKind,
): ChosenWay | undefined => {
  const found = kinds.find(({ kind }) => kind === wanted);
  return found && { by: found.by, digestAt };
};

const has = (addresses: readonly string[], one: string): boolean =>
  addresses.some((address) => isSameMailbox(address, one));

async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RemoteRefusal && error.kind !== 'away') return undefined;
    throw error;
  }
}
