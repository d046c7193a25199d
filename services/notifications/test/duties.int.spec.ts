import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { newId } from '@carrel/messaging';
import { answer, emit, eventually, redeliver } from '@carrel/testing';
import { aNotificationsService } from './a-service.js';

describe('Mail about the rota and about accounts', () => {
  let running: Awaited<ReturnType<typeof aNotificationsService>>;
  const groupId = newId();
  let onDuty: string;
  let lawLibrary: string;
  let subjects: string[] = [];
  let token: string | null = 'inv_a-token';
  beforeAll(async () => {
    running = await aNotificationsService();
    const { nats, service, aspen, birch } = running;
    [onDuty, lawLibrary] = [birch, aspen];
    const group = {
      groupId,
      name: 'Evergreen Libraries',
      kind: 'subscription' as const,
      timeZone: 'America/Denver',
    };
    await emit(nats, 'group.created.v1', { ...group, proxyInstitutionId: null }, { subject: groupId });
    await eventually(async () => expect(await service.app.get(Directory).group(groupId)).toBeDefined());
    await answer(nats, requests.dutyNotice, ({ coverId }) => ({
      lane: 'Law chats',
      reason: coverId && 'We are closed.',
    }));
    await answer(nats, requests.groupAddresses, () => ({
      admins: ['head@evergreen.example'],
      coordinators: ['corin@evergreen.example'],
      profileNotices: ['profiles@evergreen.example'],
    }));
    await answer(nats, requests.questionSubjects, () => ({ subjects }));
    await answer(nats, requests.onDuty, ({ questions: [question] }) => ({
      offers: [
        {
          institutionId: question?.subjects.includes('law') ? lawLibrary : onDuty,
          lane: question?.subjects.includes('law') ? 'law' : null,
          because: 'rota' as const,
          dutyId: newId(),
          from: '2026-06-01T15:00:00.000Z',
          to: '2026-06-01T19:00:00.000Z',
        },
      ],
    }));
    await answer(nats, requests.accountInvitation, () => ({
      name: 'Nell',
      email: 'nell@aspen.example',
      token,
      expiresAt: token && '2026-06-04T15:00:00.000Z',
    }));
  });
  afterAll(() => running?.stop());

  const duty = () => ({
    dutyId: newId(),
    groupId,
    institutionId: running.aspen,
    from: '2026-06-01T15:00:00.000Z',
    to: '2026-06-01T19:00:00.000Z',
  });
  const posted = async (id: string) => {
    const rows: { message: string; recipient: string }[] = await running.service.db.query(
      'SELECT message, recipient FROM deliveries WHERE cause_id = $1 ORDER BY recipient',
      [id],
    );
    return rows.map(({ message, recipient }) => `${message} ${recipient}`);
  };
  const posts = (id: string, expected: string[]) =>
    eventually(async () => expect(await posted(id)).toEqual(expected));

  it('[R87] notifies a missed check to the library and the coordinators, once', async () => {
    const data = { ...duty(), checkPoint: 1 };
    const event = await emit(running.nats, 'duty.missed.v1', data, { subject: data.dutyId });
    const mail = await running.mailbox.next('corin@evergreen.example');
    expect(mail.subject).toBe('Shared Followup was not checked by Aspen County Library');
    expect(mail.text).toMatch(/June 1, 2026 at 9:00\sAM \(America\/Denver\), Law chats/);
    await redeliver(running.nats, event);
    await posts(event.id, ['duty-missed alerts@aspen.example', 'duty-missed corin@evergreen.example']);
  });

  it('[R91] asks the libraries of a rung for cover, with the reason, and in the end the coordinators', async () => {
    const data = { ...duty(), coverId: newId(), askedInstitutionIds: [running.birch] };
    const event = await emit(running.nats, 'cover.requested.v1', data, { subject: data.coverId });
    await posts(event.id, ['cover-requested alerts@birch.example', 'cover-requested desk@birch.example']);
    const mail = await running.mailbox.next('desk@birch.example');
    expect(mail.subject).toBe('Aspen County Library asks for cover');
    expect(mail.text).toContain('We are closed.');
    const last = { ...data, rung: 'coordinators' as const, askedInstitutionIds: [] };
    const climbed = await emit(running.nats, 'cover.escalated.v1', last, { subject: data.coverId });
    await posts(climbed.id, ['cover-requested corin@evergreen.example']);
    const taken = await emit(
      running.nats,
      'cover.taken.v1',
      { ...duty(), coverId: data.coverId, takenByInstitutionId: running.birch, exchangedDutyId: null },
      { subject: data.coverId },
    );
    await posts(taken.id, [
      'cover-taken alerts@aspen.example',
      'cover-taken alerts@birch.example',
      'cover-taken desk@birch.example',
    ]);
  });

  it('notifies a gap ahead to the coordinators and the library that the rota names', async () => {
    const data = { ...duty(), reasonCode: 'cover-open' as const };
    const event = await emit(running.nats, 'duty.uncovered.v1', data, { subject: data.dutyId });
    await posts(event.id, ['duty-uncovered alerts@aspen.example', 'duty-uncovered corin@evergreen.example']);
  });

  const shared = () => {
    const data = {
      referralId: newId(),
      questionId: newId(),
      kind: 'shared-followup' as const,
      senderInstitutionId: running.aspen,
      receiverInstitutionId: null,
      groupId,
      actorId: newId(),
    };
    return emit(running.nats, 'referral.made.v1', data, { subject: data.referralId });
  };

  it('[R87] [row 33] notifies the library on duty of a question that is put into Shared Followup', async () => {
    const { id } = await shared();
    await posts(id, ['shared-question alerts@birch.example', 'shared-question desk@birch.example']);
  });

  it('[R88] [row 33] notifies of a question on law the library of the law lane, whoever has the grid', async () => {
    subjects = ['research', 'law'];
    const { id } = await shared();
    await posts(id, ['shared-question alerts@aspen.example']);
  });

  it('[R87] notifies the library on duty of a chat that comes into Shared Followup, and of what waits as its duty begins', async () => {
    subjects = [];
    const group = (await running.service.app.get(Directory).institution(running.aspen))!.subscriptionGroupId;
    await emit(
      running.nats,
      'group.created.v1',
      {
        groupId: group,
        name: 'Evergreen',
        kind: 'subscription',
        timeZone: 'America/Denver',
        proxyInstitutionId: null,
      },
      { subject: group },
    );
    await eventually(async () => expect(await running.service.app.get(Directory).group(group)).toBeDefined());
    const chat = await running.chatted({ pooled: true, resolution: 'followup-by-patron-library' });
    await eventually(async () =>
      expect(await posted(chat.id)).toContain('shared-question desk@birch.example'),
    );

    let waiting = 0;
    const counted = await answer(running.nats, requests.sharedWaiting, () => ({ waiting }));
    const begins = () => {
      const data = { ...duty(), institutionId: running.birch };
      return emit(running.nats, 'duty.started.v1', data, { subject: data.dutyId });
    };
    const quiet = await begins();
    await eventually(() => expect(counted.questions).toHaveLength(1));
    waiting = 3;
    const busy = await begins();
    await posts(busy.id, ['shared-waiting alerts@birch.example', 'shared-waiting desk@birch.example']);
    expect(await posted(quiet.id)).toEqual([]);
  });

  it('[R9] mails an invitation whose link carries the token, and none to an account that is gone', async () => {
    const data = { accountId: newId(), institutionId: running.aspen, purpose: 'invitation' as const };
    await emit(running.nats, 'account.invited.v1', data, { subject: data.accountId });
    const mail = await running.mailbox.next('nell@aspen.example');
    expect(mail.subject).toBe('Your account at Aspen County Library');
    expect(mail.text).toContain('/desk/password#inv_a-token');
    const reset = { ...data, purpose: 'password-reset' as const };
    await emit(running.nats, 'account.invited.v1', reset, { subject: data.accountId });
    expect((await running.mailbox.next('nell@aspen.example')).subject).toBe('Choose a new password');
    token = null;
    const gone = await emit(running.nats, 'account.invited.v1', data, { subject: data.accountId });
    await eventually(async () => {
      const by = `SELECT 1 FROM inbox WHERE event_id = $1 AND handler = 'DutyReactions.invited'`;
      expect(await running.service.db.query(by, [gone.id])).toHaveLength(1);
    });
    expect(await posted(gone.id)).toEqual([]);
  });

  it('[R113] sends a submitted profile to the notice address of the group', async () => {
    const subject = running.aspen;
    const known = (await running.service.app.get(Directory).institution(subject))!;
    const { id: institutionId, ...rest } = known;
    const data = {
      institutionId,
      ...rest,
      subscriptionGroupId: groupId,
      profileStatus: 'submitted' as const,
    };
    const event = await emit(running.nats, 'institution.profile-submitted.v1', data, { subject });
    await posts(event.id, [
      'profile-submitted head@evergreen.example',
      'profile-submitted profiles@evergreen.example',
    ]);
  });
});
