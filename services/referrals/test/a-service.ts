import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Refusal } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import {
  aNats,
  answer,
  emit,
  eventually,
  listen,
  staff,
  startService,
  type Asked,
  type Events,
} from '@carrel/testing';
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
export interface Questions {
  standing: Partial<Standing>;
  refer: (question: Refer) => void | Promise<void>;
  end: (question: EndReferral) => string[];
  referred: Asked<typeof requests.refer>;
  ended: Asked<typeof requests.endReferral>;
}

/** referrals running with the demonstration's libraries, beside a stand-in for questions. */
export async function aReferralsService() {
  const nats = await aNats();
  const events: Events = await listen(nats);
  const start = () =>
    startService({ name: 'referrals', module: ReferralsModule, dataSource: dataSourceOptions, nats });
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
        portal: false,
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
  const directory = service.app.get(Directory);
  await eventually(async () => {
    if ((await directory.librariesOf(ids.cooperative)).length < 4)
      throw new Error('the directory is not filled');
    if (!(await directory.setting('shared-followup', ids.evergreen)).enabled)
      throw new Error('no setting yet');
  });

  const questions = {
    standing: {},
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
  await answer(nats, requests.accountNames, () => ({ accounts: [] }));

  const at = (institutionId: string, roles: Parameters<typeof staff>[0]['roles'] = ['librarian']) =>
    service.as(staff({ institutionId, roles }));
  return {
    nats,
    events,
    service,
    questions,
    libraries,
    groups: ids,
    at,
    as: service.as,
    async stop() {
      await events.stop();
      await service.stop();
      await nats.stop();
    },
  };
}
