import { randomUUID } from 'node:crypto';
import { ok } from '@carrel/client';
import type { ChatStream, Line } from './chat-stream.js';
import { at, eventually, questionOf, speaker, type Speaker, type Staff } from './client.js';
import { Desk, disorder, awaitLine, type Place } from './desk.js';

export interface JourneyHooks {
  /** One sentence per step, with what was seen. */
  say(sentence: string): void;
  /** Called between steps; the kill test strikes here. */
  between?(step: number): Promise<void>;
}

interface Story {
  desk: Desk;
  patronEmail: string;
  session: { id: string; token: string };
  stream: ChatStream;
  linesBefore: Line[];
  questionId: string;
  number: string;
  birch: Staff;
  aspen: Staff;
  dogwood: Staff;
  reviewer: Staff;
  evergreen: Staff;
}
type Step = (story: Story) => Promise<string>;

const question = 'May a landlord in Cedar County keep a deposit for painting?';
const answer = 'Not for ordinary wear: see section 12 of the county housing code, which we attach in short.';
const reason = 'Your housing law collection is better than ours';

const steps: Step[] = [
  async (s) => {
    s.birch = await s.desk.librarian('birch');
    s.aspen = await s.desk.librarian('aspen');
    s.dogwood = await s.desk.librarian('dogwood');
    s.reviewer = await s.desk.staff('reviewer@cedar.example');
    s.evergreen = await s.desk.staff('second@aspen.example');
    const queues = await s.desk.startShift(s.birch);
    await s.desk.startShift(s.aspen);
    return `Librarians of Birch and Aspen start their shift (${queues.join(', ')}); at Cedar nobody monitors.`;
  },
  async (s) => {
    const institutionId = await s.desk.library('Cedar Law');
    const open = await eventually(async () => {
      const asked = { params: { query: { institutionId } } };
      const answer = await ok(s.desk.anyone.chat.GET('/v1/availability', asked));
      if (!answer.open) throw new Error(`Cedar's chat is closed: ${answer.reason}`);
      return answer;
    });
    const patron = { name: 'Robin Reader', email: s.patronEmail };
    const chat = { institutionId, patron, question };
    const waiting = await ok(s.desk.anyone.chat.POST('/v1/sessions', { body: chat }));
    s.session = { id: waiting.id, token: waiting.token };
    return `A patron of Cedar Law Library asks in chat (open: ${open.open}) and waits at position ${waiting.position}.`;
  },
  async (s) => {
    for (const staff of [s.birch, s.aspen]) {
      await eventually(async () => {
        const query = { status: 'waiting' } as const;
        const { items } = await ok(staff.chat.GET('/v1/sessions', { params: { query } }));
        if (!items.some((waiting) => waiting.id === s.session.id)) throw new Error('not offered yet');
      });
    }
    return `The request is offered at once to Evergreen's other librarians: Birch and Aspen both see it.`;
  },
  async (s) => {
    await ok(s.birch.chat.POST('/v1/sessions/{id}/accept', at(s.session.id)));
    const { error, response } = await s.aspen.chat.POST('/v1/sessions/{id}/accept', at(s.session.id));
    if (error?.status !== 409) throw new Error(`Aspen's accept answered ${response.status}`);
    if (!JSON.stringify(error).includes(s.birch.account.name)) throw new Error('the winner is not named');
    return `${s.birch.account.name} of Birch accepts; Aspen comes second and hears: ${error.detail}`;
  },
  async (s) => {
    s.stream = await s.desk.openStream(s.session.token, s.session.id);
    await say(s, s.birch, 'Good evening, this is the library. One moment please.');
    await say(
      s,
      speaker(s.desk.place.url, s.session.token),
      'Thank you. It is about the deposit for my flat.',
    );
    await awaitLine(s.stream, 'deposit for my flat');
    return `Both talk; the patron's stream has ${s.stream.lines.length} lines.`;
  },
  async (s) => {
    s.stream.close();
    s.linesBefore = [...s.stream.lines];
    await say(s, s.birch, 'Our law colleagues at Cedar will know this better.');
    await say(s, s.birch, 'They will write to you.');
    s.stream = await s.desk.openStream(s.session.token, s.session.id, s.stream.resumeFrom);
    await awaitLine(s.stream, 'They will write to you.');
    const wrong = disorder([...s.linesBefore, ...s.stream.lines]);
    if (wrong) throw new Error(`lost or doubled: ${wrong}`);
    s.stream.close();
    return `The patron's stream is cut and resumes: ${s.linesBefore.length} + ${s.stream.lines.length} lines, none lost, none doubled.`;
  },
  async (s) => {
    const body = { resolution: 'followup-by-patron-library' } as const;
    await ok(s.birch.chat.POST('/v1/sessions/{id}/end', { ...at(s.session.id), body }));
    const mail = await s.desk.mailbox.mailTo(s.patronEmail, 'They will write to you.');
    return `The librarian ends with "followup by patron's library"; the transcript is in the mailbox: "${mail.subject}".`;
  },
  async (s) => {
    const row = await eventually(async () => {
      const found = (await s.desk.list(s.reviewer, 'new')).find((r) => r.sessionId === s.session.id);
      if (!found) throw new Error('no question at Cedar yet');
      return found;
    });
    s.questionId = row.id;
    s.number = row.number;
    if (row.assignee !== null) throw new Error('the question is assigned');
    await s.desk.standsIn(s.reviewer, s.questionId, ['active', 'new', 'all', 'shared-followup']);
    await s.desk.standsIn(s.aspen, s.questionId, ['shared-followup']);
    await s.desk.standsIn(s.birch, s.questionId, ['shared-followup']);
    return `Question ${s.number} is new and unassigned at Cedar, in Evergreen's Shared Followup, and in no list of Birch.`;
  },
  async (s) => {
    await ok(s.aspen.questions.POST('/v1/questions/{id}/claim', at(s.questionId)));
    await s.desk.standsIn(s.aspen, s.questionId, ['active', 'new', 'all', 'my active', 'my new', 'my all']);
    await s.desk.standsIn(s.reviewer, s.questionId, ['active', 'pending', 'all']);
    return `Aspen's librarian claims it: new and assigned at Aspen, pending at Cedar, off the shared list.`;
  },
  async (s) => {
    const query = { questionId: s.questionId, kind: 'cooperative' } as const;
    const dogwood = await s.desk.library('Dogwood');
    const partner = await eventually(async () => {
      const { items } = await ok(s.aspen.referrals.GET('/v1/partners', { params: { query } }));
      const found = items.find((p) => p.institutionId === dogwood);
      if (!found) throw new Error('Dogwood is not among the partners');
      return found;
    });
    const to = { kind: 'cooperative-partner', institutionId: dogwood } as const;
    await ok(s.aspen.referrals.POST('/v1/referrals', { body: { questionId: s.questionId, to, reason } }));
    const mine = ['my active', 'my pending', 'my referred', 'my all'];
    await s.desk.standsIn(s.aspen, s.questionId, ['active', 'pending', 'referred', 'all', ...mine]);
    await s.desk.standsIn(s.dogwood, s.questionId, ['active', 'new', 'all']);
    await s.desk.mailbox.mailTo('alerts@dogwood.example', s.number);
    return `Aspen refers it to ${partner.name}, with the reason: new there, pending and referred here, and Dogwood's alert address has mail.`;
  },
  async (s) => {
    const body = { text: answer };
    await ok(s.dogwood.questions.POST('/v1/questions/{id}/answers', { ...at(s.questionId), body }));
    await s.desk.mailbox.mailTo(s.patronEmail, 'ordinary wear');
    await s.desk.mailbox.mailTo('alerts@aspen.example', s.number);
    await s.desk.mailbox.mailTo('alerts@cedar.example', s.number);
    const mine = ['my active', 'my referred', 'my answered', 'my all'];
    await s.desk.standsIn(s.aspen, s.questionId, ['active', 'referred', 'answered', 'all', ...mine]);
    await s.desk.standsIn(s.reviewer, s.questionId, ['active', 'referred', 'answered', 'all']);
    return `Dogwood answers: the patron has the answer by mail, Aspen and Cedar are told and see it answered.`;
  },
  async (s) => {
    await ok(s.reviewer.questions.POST('/v1/questions/{id}/close', { ...at(s.questionId), body: {} }));
    await s.desk.standsIn(s.reviewer, s.questionId, ['closed', 'all']);
    await s.desk.standsIn(s.aspen, s.questionId, ['closed', 'all', 'my closed', 'my all']);
    await s.desk.standsIn(s.dogwood, s.questionId, ['closed', 'all', 'my closed', 'my all']);
    return `Cedar's reviewer closes: closed everywhere.`;
  },
  async (s) => {
    const { history } = await questionOf(s.reviewer, s.questionId);
    const acts = history.map((line) => line.action);
    const complete = history.every((line) => line.at && (line.by || line.action === 'created'));
    if (!complete) throw new Error(`a line of the history lacks who or when: ${JSON.stringify(history)}`);
    if (!JSON.stringify(history).includes(reason)) throw new Error('the reason is not in the history');
    return `The history tells who, when and why: ${acts.join(', ')}.`;
  },
];

/** How many steps the journey has; `between` is called before each. */
export const journeySteps = steps.length;

/** Plays the main journey against a running system, over HTTP only; throws where it goes another way. */
export async function journey(
  place: Place,
  { say, between }: JourneyHooks,
): Promise<{ questionId: string; number: string; sessionId: string; patronEmail: string }> {
  const patronEmail = `robin.${randomUUID().slice(0, 8)}@patron.example`;
  const story = { desk: new Desk(place), patronEmail } as Story;
  for (const [index, step] of steps.entries()) {
    await between?.(index);
    say(`${index + 1}. ${await step(story)}`);
  }
  return { questionId: story.questionId, number: story.number, sessionId: story.session.id, patronEmail };
}

async function say(story: Story, who: Speaker, text: string) {
  const body = { text, clientId: randomUUID() };
  await ok(who.chat.POST('/v1/sessions/{id}/messages', { ...at(story.session.id), body }));
}
