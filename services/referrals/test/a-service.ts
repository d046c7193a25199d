import { isDeepStrictEqual } from 'node:util';
import {
  requests,
  settings,
  type AnswerOf,
  type EventData,
  type QuestionOf,
  type SettingKey,
  type SettingValue,
} from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Refusal } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import {
  aNats,
  answer,
  ClockAhead,
  emit,
  eventually,
  listen,
  makeJobsDue,
  staff,
  startService,
  type Asked,
  type Events,
  type StaffActor,
  type StaffClaims,
} from '@carrel/testing';
import { ReferralRunner } from '../src/referral/referral-runner.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { ReferralsModule } from '../src/referrals.module.js';

type Standing = AnswerOf<typeof requests.questionStanding>;
type Refer = QuestionOf<typeof requests.refer>;
type EndReferral = QuestionOf<typeof requests.endReferral>;

export class SaysNo extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'with-another-library';
}

/** questions, as far as referrals asks it: a standing, and a word on referring and ending, both changeable. */
interface Questions {
  standing: Partial<Standing>;
  /** The library that may read every question, whatever its part in it. */
  readableBy: string | null;
  refer: (question: Refer) => void | Promise<void>;
  end: (question: EndReferral) => string[];
  referred: Asked<typeof requests.refer>;
  ended: Asked<typeof requests.endReferral>;
}

/** referrals running with the demonstration's libraries, beside a stand-in for questions. */
export async function aReferralsService() {
  const nats = await aNats();
  const clock = new ClockAhead();
  const events: Events = await listen(nats);
  const start = () =>
    startService({ name: 'referrals', module: ReferralsModule, dataSource: dataSourceOptions, nats, clock });
  const service = await start();
  const ids = { evergreen: newId(), prairie: newId(), cooperative: newId() };
  const aspen = newId();
  const birch = newId();
  const dogwood = newId();
  const elm = newId();
  const libraries = { aspen, birch, dogwood, elm };

  const library = (
    id: string,
    name: string,
    group: string,
    profileStatus: 'active' | 'submitted' = 'active',
    portal = false,
  ) =>
    emit(
      nats,
      'institution.registered.v1',
      {
        institutionId: id,
        name,
        subscriptionGroupId: group,
        timeZone: 'America/Denver',
        profileStatus,
        acceptsReferrals: true,
        redirectToInstitutionId: null,
        portal,
      },
      { subject: id },
    );
  await library(aspen, 'Aspen County Library', ids.evergreen);
  await library(birch, 'Birch State University', ids.evergreen);
  await library(dogwood, 'Dogwood Public Library', ids.prairie);
  await library(elm, 'Elm College', ids.prairie, 'submitted');
  const group = { groupId: ids.cooperative, name: '24/7 Cooperative Libraries', timeZone: 'America/Denver' };
  await emit(
    nats,
    'group.created.v1',
    { ...group, kind: 'cooperative', proxyInstitutionId: null },
    { subject: ids.cooperative },
  );
  for (const institutionId of [aspen, birch, dogwood, elm]) {
    const membershipId = newId();
    await emit(
      nats,
      'membership.approved.v1',
      { membershipId, groupId: ids.cooperative, institutionId, status: 'active' },
      { subject: membershipId },
    );
  }
  await emit(
    nats,
    'settings.changed.v1',
    { key: 'shared-followup', level: 'group', ownerId: ids.evergreen, value: { enabled: true } },
    { subject: newId() },
  );
  // A restart makes a new one.
  const directory = () => service.app.get(Directory);
  await eventually(async () => {
    if ((await directory().librariesOf(ids.cooperative)).length < 4)
      throw new Error('the directory is not filled');
    if (!(await directory().setting('shared-followup', ids.evergreen)).enabled)
      throw new Error('no setting yet');
  });

  const questions = {
    standing: {},
    readableBy: null,
    refer: () => undefined,
    end: ({ referralId }: EndReferral) => [referralId],
  } as unknown as Questions;
  const standing = (questionId: string): Standing => ({
    questionId,
    homeInstitutionId: aspen,
    pooled: false,
    noContact: false,
    turnInstitutionId: aspen,
    waitingInstitutionIds: [],
    ...questions.standing,
  });
  await answer(nats, requests.questionStanding, ({ questionId }) => standing(questionId));
  questions.referred = await answer(nats, requests.refer, async (asked) => {
    await questions.refer(asked);
    return standing(asked.questionId);
  });
  questions.ended = await answer(nats, requests.endReferral, (asked) => ({
    questionId: newId(),
    endedReferralIds: questions.end(asked),
  }));
  await answer(nats, requests.mayReadQuestion, ({ institutionId }) => ({
    allowed: institutionId === questions.readableBy,
    contact: false,
  }));
  const names = new Map<string, StaffActor>();
  await answer(nats, requests.accountNames, ({ ids }) => ({
    accounts: ids.flatMap((id) => {
      const known = names.get(id);
      return known ? [{ id, name: known.name, institutionId: known.institutionId }] : [];
    }),
  }));

  /** A member of staff whose account this service knows. */
  const person = async (institutionId: string, more: Partial<StaffClaims> = {}): Promise<StaffActor> => {
    const { roles = ['librarian' as const], groupRoles = [] } = more;
    const actor = staff({ institutionId, ...more, roles, groupRoles });
    names.set(actor.accountId, actor);
    await account(actor, { roles, groupRoles });
    return actor;
  };
  const account = async (
    { accountId, institutionId }: StaffActor,
    more: Partial<EventData<'account.created.v1'>> = {},
  ) => {
    const standing = { roles: [], groupRoles: [], operator: false, trained: true, active: true };
    const data = { accountId, institutionId, ...standing, ...more };
    const name = data.active ? ('account.updated.v1' as const) : ('account.deactivated.v1' as const);
    await emit(nats, name, data, { subject: accountId });
    await eventually(async () => {
      if ((await directory().account(accountId))?.active !== data.active) throw new Error('not known yet');
    });
  };
  const subjects = new Map<string, string>();
  const subjectOf = (what: string) => {
    const known = subjects.get(what) ?? newId();
    subjects.set(what, known);
    return known;
  };
  const set = async <K extends SettingKey>(key: K, ownerId: string, value: SettingValue<K>) => {
    const { level } = settings[key];
    await emit(
      nats,
      'settings.changed.v1',
      { key, level, ownerId, value },
      { subject: subjectOf(`${ownerId} ${key}`) },
    );
    await eventually(async () => {
      const known = await directory().setting(key, ownerId);
      if (!isDeepStrictEqual(known, value)) throw new Error('not known yet');
    });
  };
  /** Everything that waits for its time is due now, by the database's clock. */
  const dueNow = () => makeJobsDue(service.db);

  const at = (institutionId: string, roles: Parameters<typeof staff>[0]['roles'] = ['librarian']) =>
    service.as(staff({ institutionId, roles }));
  return {
    nats,
    events,
    service,
    questions,
    libraries,
    groups: ids,
    clock,
    at,
    person,
    account,
    set,
    library,
    dueNow,
    carryingOut: () => service.app.get(ReferralRunner),
    directory,
    as: service.as,
    async stop() {
      await events.stop();
      await service.stop();
      await nats.stop();
    },
  };
}
