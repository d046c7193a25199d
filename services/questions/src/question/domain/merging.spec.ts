import { describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { answer, asked, chatEnded, letter, referredOn, rules } from '../../../test/a-question.js';
import {
  birch,
  cedar,
  coordinatorOf,
  dogwood,
  later,
  librarianOf,
  noon,
  reviewerOf,
} from '../../../test/people.js';
import { standing } from '../../../test/standing.js';
import { actionsOn } from './actions.js';
import { claimQuestion } from './claiming.js';
import { closeQuestion, reopenQuestion } from './closing.js';
import { addPatronReply, answerQuestion } from './conversation.js';
import { mergeQuestion, splitQuestion } from './merging.js';
import { askedByForm } from './opening.js';
import type { Question } from './question.js';

const cleo = librarianOf(cedar);
const cora = reviewerOf(cedar);
const dan = librarianOf(dogwood);
const refused = (code: string) => expect.objectContaining({ code });
const merge = (
  duplicate: Question,
  kept: Question,
  by = cleo,
  policy: 'any-holder' | 'home-reviewers-only' = 'any-holder',
) => mergeQuestion(duplicate, kept, by, policy, later(2));
const eventsOf = (question: Question) => question.takeEvents().map(({ name }) => name);
const linesOf = (question: Question) =>
  question.takeWritten().lines.map(({ what, about }) => [what, about['number']]);
/** What was published and written so far. */
const forget = (...questions: Question[]) =>
  questions.forEach((question) => {
    question.takeEvents();
    question.takeWritten();
  });
const part = (more: { ownSubject?: string } = {}) => ({
  id: newId(),
  number: '777',
  subject: 'The other thing',
  ...more,
});
const byMail = () =>
  askedByForm(
    {
      id: newId(),
      number: '5',
      institutionId: cedar,
      patron: { name: 'Robin', email: 'r@patron.example' },
      text: 'Two things.',
    },
    rules,
    noon,
    null,
    'mail',
  );

describe('A duplicate', () => {
  it('row 54: is closed for every library, with its referrals, and goes on as the other, which stays as it is', () => {
    const [duplicate, kept] = [asked(), asked()];
    claimQuestion(kept, cleo, later(1));
    claimQuestion(duplicate, cleo, later(1));
    referredOn(duplicate, [cleo, dogwood]);
    forget(duplicate, kept);
    merge(duplicate, kept);
    expect([standing(duplicate, cedar, cleo), standing(duplicate, dogwood, dan)]).toEqual([
      'closed @me',
      'closed',
    ]);
    expect(standing(kept, cedar, cleo)).toBe('new @me');
    expect(duplicate).toMatchObject({
      mark: 'duplicate',
      duplicateOfId: kept.id,
      mergedIntoId: kept.id,
      dueAt: null,
    });
    expect(duplicate.chain).toEqual([]);
    expect(eventsOf(duplicate)).toEqual(['question.closed.v1', 'question.merged.v1']);
    expect(eventsOf(kept)).toEqual([]);
    expect(linesOf(duplicate)).toEqual([
      ['closed', undefined],
      ['merged', kept.number],
    ]);
    expect(linesOf(kept)).toEqual([['merged-in', duplicate.number]]);
    expect(kept.lastActivityAt).toEqual(later(2));
  });

  it('row 54: is of the same patron, at the same library, and repeats neither itself nor another duplicate', () => {
    const kept = asked();
    expect(() => merge(kept, kept)).toThrow(refused('not-its-own-duplicate'));
    expect(() => merge(asked({ email: 'other@patron.example' }), kept)).toThrow(refused('other-patron'));
    const elsewhere = asked({ institutionId: birch });
    expect(() => merge(elsewhere, kept, coordinatorOf(cedar))).toThrow(refused('other-librarys-question'));
    const gone = asked();
    merge(gone, kept);
    expect(() => merge(asked(), gone)).toThrow(refused('is-a-duplicate'));
    const closed = asked();
    closeQuestion(closed, cleo, 'any-holder', later(1));
    expect(() => merge(asked(), closed)).toThrow(refused('already-closed'));
    expect(() => merge(closed, kept)).toThrow(refused('already-closed'));
  });

  it('row 54: of another spelling of the address is of the same patron', () => {
    const duplicate = asked({ email: 'ROBIN@Patron.example' });
    merge(duplicate, asked());
    expect(duplicate.state).toBe('closed');
  });

  it('row 54: [R76] gives its address to a question that has none', () => {
    const [duplicate, kept] = [asked(), asked({ email: null })];
    merge(duplicate, kept);
    expect(kept).toMatchObject({ patronEmail: 'robin@patron.example', noContact: false });
    expect(eventsOf(kept)).toContain('question.contact-corrected.v1');
    const without = asked({ email: null });
    merge(without, kept);
    expect(kept.patronEmail).toBe('robin@patron.example');
  });

  it('row 54: [A2] is merged by whoever may close it, who has the other in the lists too', () => {
    expect(() => merge(asked(), asked(), cleo, 'home-reviewers-only')).toThrow(
      refused('home-reviewers-close'),
    );
    merge(asked(), asked(), cora, 'home-reviewers-only');
    merge(asked(), asked(), coordinatorOf(birch), 'home-reviewers-only');
    expect(() => merge(asked(), asked(), dan)).toThrow(refused('not-found'));
    const referred = asked();
    referredOn(referred, [cleo, dogwood]);
    expect(() => merge(referred, asked(), dan)).toThrow(refused('not-found'));
  });

  it('rows 38, 43: that is opened again goes on as nothing else', () => {
    const [one, other] = [asked(), asked()];
    merge(one, asked());
    reopenQuestion(one, cora, { reason: 'Not the same.' }, rules, new Set(), later(3));
    expect(one).toMatchObject({ mark: null, duplicateOfId: null, mergedIntoId: null });
    merge(other, asked());
    addPatronReply(other, letter('But why?'), rules, later(3));
    expect(other).toMatchObject({ mark: null, mergedIntoId: null });
  });
});

describe('A message that asks two things', () => {
  it('row 55: becomes two questions with the whole of it, due as it was, the new one with whoever saw that', () => {
    const question = byMail();
    forget(question);
    const opened = splitQuestion(question, cleo, part({ ownSubject: 'One thing' }), rules, later(2));
    expect(opened).toMatchObject({
      ...{ text: 'Two things.', subject: 'The other thing', source: 'mail', patronEmail: 'r@patron.example' },
      ...{ createdAt: noon, dueAt: question.dueAt, splitFromId: question.id, tokenHash: null },
    });
    expect(question.subject).toBe('One thing');
    expect([standing(question, cedar, cleo), standing(opened, cedar, cleo)]).toEqual(['new', 'new @me']);
    expect(eventsOf(question)).toEqual(['question.split.v1']);
    const [created] = opened.takeEvents();
    expect(created).toMatchObject({ name: 'question.created.v1', data: { splitFromId: question.id } });
    expect(linesOf(question)).toEqual([['split', '777']]);
    expect(linesOf(opened)).toEqual([
      ['created', undefined],
      ['split-from', question.number],
    ]);
  });

  it('row 55: is split by the patron’s library alone, also once one of them is answered, and not once it is closed', () => {
    const question = byMail();
    claimQuestion(question, cleo, later(1));
    referredOn(question, [cleo, dogwood]);
    expect(() => splitQuestion(question, dan, part(), rules, later(2))).toThrow(refused('home-splits'));
    expect(() =>
      splitQuestion(question, librarianOf(birch, { sharesPool: false }), part(), rules, later(2)),
    ).toThrow(refused('not-found'));
    answerQuestion(question, dan, answer(), later(3));
    expect(splitQuestion(question, cleo, part(), rules, later(4)).dueAt).toEqual(later(76));
    closeQuestion(question, cleo, 'any-holder', later(5));
    expect(() => splitQuestion(question, cleo, part(), rules, later(6))).toThrow(refused('already-closed'));
    const chat = chatEnded('followup-by-me', cleo);
    expect(() => splitQuestion(chat, cleo, part(), rules, later(2))).toThrow(refused('chat-is-whole'));
  });

  it('are shown among what may be done, with the reason where they may not', () => {
    const around = { policy: 'home-reviewers-only' as const, rules };
    const of = (actor = cleo) => {
      const actions = actionsOn(byMail(), actor, around, () => true, later(1));
      return Object.fromEntries(actions.map((one) => [one.action, one.allowed]));
    };
    expect(of()).toMatchObject({ split: true, merge: false });
    expect(of(cora)).toMatchObject({ split: true, merge: true });
  });
});
