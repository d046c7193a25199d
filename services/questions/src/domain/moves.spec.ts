import { describe, expect, it } from '@jest/globals';
import {
  answer,
  asked,
  chatEnded,
  consulting,
  letter,
  referral,
  referredOn,
  rules,
} from '../../test/a-question.js';
import { aspen, birch, cedar, dogwood, elm, later, librarianOf, reviewerOf } from '../../test/people.js';
import { standing } from '../../test/standing.js';
import type { Question } from './question.js';

// The table of moves, row by row and by hand. Cedar is the patron's library, Birch chatted, Aspen claims,
// Dogwood receives; `@me` is whoever of that library is named here.
const cleo = librarianOf(cedar);
const bo = librarianOf(birch);
const ada = librarianOf(aspen);
const dan = librarianOf(dogwood);
const amy = librarianOf(aspen);
const eve = librarianOf(elm);
const people = new Map([cleo, bo, ada, dan].map((p) => [p.institutionId, p]));

const forPatronsLibrary = () => chatEnded('followup-by-patron-library', bo);
const claimedBy = (who = ada) => after(forPatronsLibrary(), (q) => q.claimBy(who, later(1)));
const byMe = () => chatEnded('followup-by-me', bo);
const referredToDogwood = () => after(claimedBy(), (q) => referredOn(q, [ada, dogwood]));
const answeredThere = () => after(referredToDogwood(), (q) => q.answerBy(dan, answer(), later(2)));
const active = new Set([amy, ...people.values()].map((p) => p.accountId));

interface Row {
  row: string;
  ids: string;
  does: string;
  given: () => Question;
  when: (question: Question) => void;
  /** Cedar, Birch, Aspen, Dogwood. */
  then: [string, string, string, string];
  pooled?: boolean;
  due?: 'kept' | 'cleared' | 'anew';
}
const rows: Row[] = [
  {
    row: '13',
    ids: '[A3] [R72]',
    does: 'claim from Shared Followup',
    given: forPatronsLibrary,
    when: (q) => q.claimBy(ada, later(1)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '13',
    ids: '[A3]',
    does: "claim from Shared Followup by the patron's library",
    given: forPatronsLibrary,
    when: (q) => q.claimBy(cleo, later(1)),
    then: ['new @me', 'none', 'none', 'none'],
  },
  {
    row: '13',
    ids: '[A3]',
    does: 'claim from Shared Followup by the library that chatted',
    given: forPatronsLibrary,
    when: (q) => q.claimBy(bo, later(1)),
    then: ['pending (library)', 'new @me', 'none', 'none'],
  },
  {
    row: '14',
    ids: '[R72]',
    does: 'claim at the own library',
    given: asked,
    when: (q) => q.claimBy(cleo, later(1)),
    then: ['new @me', 'none', 'none', 'none'],
  },
  {
    row: '14',
    ids: '[R72]',
    does: 'claim at the library it was referred to',
    given: referredToDogwood,
    when: (q) => q.claimBy(dan, later(1)),
    then: ['pending (library)', 'none', 'pending @me (library)', 'new @me'],
  },
  {
    row: '15',
    ids: '[A26]',
    does: 'unclaim what came from Shared Followup',
    given: claimedBy,
    when: (q) => q.unclaimBy(ada, later(2)),
    then: ['new', 'none', 'none', 'none'],
    pooled: true,
  },
  {
    row: '15',
    ids: '[A26]',
    does: 'unclaim a followup by me',
    given: byMe,
    when: (q) => q.unclaimBy(bo, later(2)),
    then: ['new', 'none', 'none', 'none'],
  },
  {
    row: '15',
    ids: '[A26]',
    does: "unclaim at the patron's library, back into Shared Followup",
    given: () => claimedBy(cleo),
    when: (q) => q.unclaimBy(cleo, later(2)),
    then: ['new', 'none', 'none', 'none'],
    pooled: true,
  },
  {
    row: '16',
    ids: '[A26]',
    does: 'assign to a colleague',
    given: claimedBy,
    when: (q) => q.assignBy(ada, amy.accountId, active, later(2)),
    then: ['pending (library)', 'none', 'new @other', 'none'],
  },
  {
    row: '16',
    ids: '[A26]',
    does: 'assign at home takes it out of Shared Followup',
    given: forPatronsLibrary,
    when: (q) => q.assignBy({ ...cleo, admin: true }, cleo.accountId, active, later(2)),
    then: ['new @me', 'none', 'none', 'none'],
  },
  {
    row: '17',
    ids: '[R81]',
    does: 'note',
    given: claimedBy,
    when: (q) => q.noteBy(cleo, { id: answer().id, text: 'Seen' }, later(2)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '21',
    ids: '[A4] [R71] [R107]',
    does: 'answer by the receiver of a referral',
    given: referredToDogwood,
    when: (q) => q.answerBy(dan, answer(), later(2)),
    then: ['answered', 'none', 'answered @me', 'answered @me'],
    due: 'cleared',
  },
  {
    row: '21',
    ids: '[R142]',
    does: 'answer by whoever has it, at once',
    given: byMe,
    when: (q) => q.answerBy(bo, answer(), later(2)),
    then: ['answered', 'answered @me', 'none', 'none'],
    due: 'cleared',
  },
  {
    row: '24',
    ids: '[R104] [R105]',
    does: 'refer to a partner',
    given: claimedBy,
    when: (q) => referredOn(q, [ada, dogwood]),
    then: ['pending (library)', 'none', 'pending @me (library)', 'new'],
  },
  {
    row: '24',
    ids: '[R104]',
    does: "refer what waits in Shared Followup, by the patron's library",
    given: forPatronsLibrary,
    when: (q) => referredOn(q, [cleo, dogwood]),
    then: ['pending (library)', 'none', 'none', 'new'],
  },
  {
    row: '25',
    ids: '[R93] [B7]',
    does: 'refer home',
    given: claimedBy,
    when: (q) => referredOn(q, [ada, cedar]),
    then: ['new', 'none', 'pending @me (library)', 'none'],
  },
  {
    row: '26',
    ids: '[A26]',
    does: 'refer onward',
    given: referredToDogwood,
    when: (q) => referredOn(q, [dan, birch]),
    then: ['pending (library)', 'new', 'pending @me (library)', 'pending (library)'],
  },
  {
    row: '27',
    ids: '[A26]',
    does: 'return',
    given: referredToDogwood,
    when: (q) => q.returnBy(dan, q.chain[0]!.id, 'Not ours', active, later(2)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '27',
    ids: '[A26]',
    does: "return by the patron's library",
    given: () => after(claimedBy(), (q) => referredOn(q, [ada, cedar])),
    when: (q) => q.returnBy(cleo, q.chain[0]!.id, 'You know better', active, later(2)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '29',
    ids: '[A26]',
    does: 'withdraw, from everyone further down too',
    given: () => after(referredToDogwood(), (q) => referredOn(q, [dan, birch])),
    when: (q) => q.withdrawBy(ada, q.chain[0]!.id, null, active, later(2)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '33',
    ids: '[R84] [R66]',
    does: 'share, by the claimer',
    given: byMe,
    when: (q) => q.shareBy(bo, referral({ kind: 'shared-followup' }), true, later(2)),
    then: ['new', 'none', 'none', 'none'],
    pooled: true,
  },
  {
    row: '33',
    ids: '[R84] [R66]',
    does: "share, by the patron's library",
    given: () => after(asked(), (q) => q.claimBy(cleo, later(1))),
    when: (q) => q.shareBy(cleo, referral({ kind: 'shared-followup' }), true, later(2)),
    then: ['new', 'none', 'none', 'none'],
    pooled: true,
  },
  {
    row: '40',
    ids: '[R62] [R109]',
    does: 'close by the receiver of a referral',
    given: referredToDogwood,
    when: (q) => q.closeBy(dan, 'any-holder', later(2)),
    then: ['closed', 'none', 'closed @me', 'closed'],
    due: 'cleared',
  },
  {
    row: '41',
    ids: '[R75] [A2]',
    does: 'close by a reviewer of the home library',
    given: answeredThere,
    when: (q) => q.closeBy(reviewerOf(cedar), 'home-reviewers-only', later(3)),
    then: ['closed', 'none', 'closed @me', 'closed @me'],
    due: 'cleared',
  },
  {
    row: '43',
    ids: '[R57] [A25]',
    does: 'reopen',
    given: answeredThere,
    when: (q) => q.reopenBy(reviewerOf(cedar), { reason: 'Wrong county' }, rules, active, later(3)),
    then: ['new', 'none', 'answered @me', 'answered @me'],
    due: 'anew',
  },
  {
    row: '43',
    ids: '[R57]',
    does: 'reopen into Shared Followup',
    given: () => chatEnded('answered', bo),
    when: (q) => q.reopenBy(reviewerOf(birch), { reason: 'Wrong', pool: true }, rules, active, later(3)),
    then: ['new', 'answered @me', 'none', 'none'],
    pooled: true,
    due: 'anew',
  },
  {
    row: '18',
    ids: '[R70]',
    does: 'a message to the patron',
    given: claimedBy,
    when: (q) => q.messageBy(cleo, letter(), later(2)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '20',
    ids: '[R60]',
    does: 'clarification by the claimer',
    given: claimedBy,
    when: (q) => q.clarifyBy(ada, letter(), later(2)),
    then: ['pending (library)', 'none', 'pending @me (patron)', 'none'],
  },
  {
    row: '20',
    ids: '[R60]',
    does: "clarification by the patron's library, out of Shared Followup",
    given: forPatronsLibrary,
    when: (q) => q.clarifyBy(cleo, letter(), later(2)),
    then: ['pending @me (patron)', 'none', 'none', 'none'],
  },
  {
    row: '20',
    ids: '[R60]',
    does: 'clarification by the receiver of a referral',
    given: referredToDogwood,
    when: (q) => q.clarifyBy(dan, letter(), later(2)),
    then: ['pending (library)', 'none', 'pending @me (library)', 'pending @me (patron)'],
  },
  {
    row: '22',
    ids: '[A25]',
    does: 'correct the code',
    given: byMe,
    when: (q) => q.recodeBy(reviewerOf(cedar), 'answered', 'It was answered', later(2)),
    then: ['pending (library)', 'new @me', 'none', 'none'],
  },
  {
    row: '23',
    ids: '[R111]',
    does: 'an outside agency, by the library that chatted',
    given: claimedBy,
    when: (q) => q.nameAgencyBy(bo, letter('Tenants Union'), later(2)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '29b',
    ids: '[R75]',
    does: 'recall from the claimer',
    given: claimedBy,
    when: (q) => q.recallBy(reviewerOf(cedar), 'Ours after all', later(2)),
    then: ['new', 'none', 'none', 'none'],
  },
  {
    row: '29b',
    ids: '[R75]',
    does: 'recall from the end of a chain',
    given: () => after(referredToDogwood(), (q) => referredOn(q, [dan, birch])),
    when: (q) => q.recallBy({ ...cleo, admin: true }, 'Ours after all', later(2)),
    then: ['new', 'none', 'none', 'none'],
  },
  {
    row: '30',
    ids: '[R103]',
    does: 'ask an expert',
    given: claimedBy,
    when: (q) => q.consultBy(ada, consulting(eve.accountId), later(2)),
    then: ['pending (library)', 'none', 'pending @me (expert)', 'none'],
  },
  {
    row: '30',
    ids: '[R107]',
    does: 'the expert answers the patron',
    given: () => after(claimedBy(), (q) => q.consultBy(ada, consulting(eve.accountId), later(2))),
    when: (q) => q.answerBy(eve, answer(), later(3)),
    then: ['answered', 'none', 'answered @me', 'none'],
    due: 'cleared',
  },
  {
    row: '27',
    ids: '[A26]',
    does: 'the expert gives it back',
    given: () => after(claimedBy(), (q) => q.consultBy(ada, consulting(eve.accountId), later(2))),
    when: (q) => q.returnBy(eve, q.chain[0]!.id, 'Not my field', active, later(3)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '31',
    ids: '[A22]',
    does: 'refer by e-mail, out of Shared Followup',
    given: forPatronsLibrary,
    when: (q) => q.consultBy(cleo, consulting(), later(2)),
    then: ['pending (address)', 'none', 'none', 'none'],
  },
  {
    row: '29',
    ids: '[A26]',
    does: 'withdraw from an e-mail partner',
    given: () => after(claimedBy(), (q) => q.consultBy(ada, consulting(), later(2))),
    when: (q) => q.withdrawBy(ada, q.chain[0]!.id, null, active, later(3)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '32',
    ids: '[A22]',
    does: "the e-mail partner's reply",
    given: () => after(claimedBy(), (q) => q.consultBy(ada, consulting(), later(2))),
    when: (q) => q.adviceCame(q.chain[0]!.id, letter('See page 4'), active, later(3)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '34',
    ids: '[R81]',
    does: 'forward for quality',
    given: claimedBy,
    when: (q) => q.forwardBy(reviewerOf(birch), 'coordinator', letter('Too short'), later(2)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '35',
    ids: '[R134]',
    does: 'the reply that was asked for',
    given: () => after(claimedBy(), (q) => q.clarifyBy(ada, letter(), later(2))),
    when: (q) => q.patronReplies(letter('Larimer'), rules, later(3)),
    then: ['pending (library)', 'none', 'new @me', 'none'],
  },
  {
    row: '36',
    ids: '[R134]',
    does: 'a reply while somebody works on it',
    given: referredToDogwood,
    when: (q) => q.patronReplies(letter('And my sister asks too'), rules, later(3)),
    then: ['pending (library)', 'none', 'pending @me (library)', 'new'],
  },
  {
    row: '37',
    ids: '[R134]',
    does: 'a reply to an answer',
    given: answeredThere,
    when: (q) => q.patronReplies(letter('What of the key?'), rules, later(3)),
    then: ['pending (library)', 'none', 'answered @me', 'new @me'],
    due: 'anew',
  },
  {
    row: '37',
    ids: '[R134]',
    does: "a reply to the patron's own library's answer",
    given: () => after(asked(), (q) => q.answerBy(cleo, answer(), later(2))),
    when: (q) => q.patronReplies(letter('What of the key?'), rules, later(3)),
    then: ['new @me', 'none', 'none', 'none'],
    due: 'anew',
  },
  {
    row: '37',
    ids: '[R134]',
    does: 'a reply to an answered chat',
    given: () => chatEnded('answered', bo),
    when: (q) => q.patronReplies(letter('What of the key?'), rules, later(3)),
    then: ['new', 'answered @me', 'none', 'none'],
    due: 'anew',
  },
  {
    row: '38',
    ids: '[R134]',
    does: 'a reply to a closed question',
    given: () => after(answeredThere(), (q) => q.closeBy(cleo, 'any-holder', later(2))),
    when: (q) => q.patronReplies(letter('What of the key?'), rules, later(3)),
    then: ['new', 'none', 'closed @me', 'closed @me'],
    due: 'anew',
  },
  {
    row: '38',
    ids: '[R134]',
    does: 'a reply to what its own librarian closed',
    given: () => after(asked(), (q) => (q.claimBy(cleo, later(1)), q.closeBy(cleo, 'any-holder', later(2)))),
    when: (q) => q.patronReplies(letter('What of the key?'), rules, later(3)),
    then: ['new', 'none', 'none', 'none'],
    due: 'anew',
  },
  {
    row: '42',
    ids: '[A2] [R75]',
    does: 'work done, where only home reviewers close',
    given: answeredThere,
    when: (q) => q.doneBy(dan, 'home-reviewers-only', letter().id, later(3)),
    then: ['answered', 'none', 'answered @me', 'closed @me'],
  },
  {
    row: '49',
    ids: '[R9]',
    does: 'an account is deactivated',
    given: referredToDogwood,
    when: (q) => q.unassign(ada.accountId, later(3)),
    then: ['pending (library)', 'none', 'pending (library)', 'new'],
  },
];

describe('A move changes every library as the table says', () => {
  for (const { row, ids, does, given, when, then, pooled = false, due = 'kept' } of rows) {
    it(`${ids} row ${row}: ${does}`, () => {
      const question = given();
      const dueBefore = question.dueAt;
      when(question);
      const libraries = [cedar, birch, aspen, dogwood];
      expect(libraries.map((id) => standing(question, id, people.get(id)))).toEqual(then);
      expect(question.pooled).toBe(pooled);
      expect(question.dueAt).toEqual({ kept: dueBefore, cleared: null, anew: later(75) }[due]);
    });
  }
});

describe('Work is done', () => {
  it('[A2] only once its own library has answered, and never at home', () => {
    const question = referredToDogwood();
    const done = (who: typeof dan) => () =>
      question.doneBy(who, 'home-reviewers-only', letter().id, later(3));
    expect(done(dan)).toThrow(expect.objectContaining({ code: 'answer-or-return-first' }));
    expect(done(cleo)).toThrow(expect.objectContaining({ code: 'home-reviewers-close' }));
    question.answerBy(dan, answer(), later(2));
    expect(done(dan)).not.toThrow();
  });
});

function after(question: Question, act: (question: Question) => unknown): Question {
  act(question);
  return question;
}
