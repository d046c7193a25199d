import { describe, expect, it } from '@jest/globals';
import { answer, asked, chatEnded, letter, rules } from '../../../test/a-question.js';
import {
  active,
  ada,
  after,
  answeredThere,
  bo,
  claimedBy,
  cleo,
  dan,
  keep,
  referredToDogwood,
} from '../../../test/moves-table.js';
import { birch, cedar, later, reviewerOf } from '../../../test/people.js';
import { closeAsSolved, closeQuestion, finishOwnPart, reopenQuestion } from './closing.js';
import { addPatronReply, answerQuestion, askForClarification } from './conversation.js';
import { claimQuestion } from './claiming.js';

describe('A patron’s reply, a close and a reopening change every library as the table says', () =>
  keep([
    {
      row: '40',
      ids: '[R62] [R109]',
      does: 'close by the receiver of a referral',
      given: referredToDogwood,
      when: (q) => closeQuestion(q, dan, 'any-holder', later(2)),
      then: ['closed', 'none', 'closed @me', 'closed'],
      due: 'cleared',
    },
    {
      row: '41',
      ids: '[R75] [A2]',
      does: 'close by a reviewer of the home library',
      given: answeredThere,
      when: (q) => closeQuestion(q, reviewerOf(cedar), 'home-reviewers-only', later(3)),
      then: ['closed', 'none', 'closed @me', 'closed @me'],
      due: 'cleared',
    },
    {
      row: '41b',
      ids: '[R134]',
      does: 'the patron says that it is solved, while a library still works on it',
      given: referredToDogwood,
      when: (q) => closeAsSolved(q, later(2)),
      then: ['closed', 'none', 'closed @me', 'closed'],
      due: 'cleared',
    },
    {
      row: '41b',
      ids: '[R134]',
      does: 'the patron says that it is solved, once it is answered',
      given: answeredThere,
      when: (q) => closeAsSolved(q, later(3)),
      then: ['closed', 'none', 'closed @me', 'closed @me'],
      due: 'cleared',
    },
    {
      row: '43',
      ids: '[R57] [A25]',
      does: 'reopen',
      given: answeredThere,
      when: (q) => reopenQuestion(q, reviewerOf(cedar), { reason: 'Wrong county' }, rules, active, later(3)),
      then: ['new', 'none', 'answered @me', 'answered @me'],
      due: 'anew',
    },
    {
      row: '43',
      ids: '[R57]',
      does: 'reopen into Shared Followup',
      given: () => chatEnded('answered', bo),
      when: (q) =>
        reopenQuestion(q, reviewerOf(birch), { reason: 'Wrong', pool: true }, rules, active, later(3)),
      then: ['new', 'answered @me', 'none', 'none'],
      pooled: true,
      due: 'anew',
    },
    {
      row: '35',
      ids: '[R134]',
      does: 'the reply that was asked for',
      given: () => after(claimedBy(), (q) => askForClarification(q, ada, letter(), later(2))),
      when: (q) => addPatronReply(q, letter('Larimer'), rules, later(3)),
      then: ['pending (library)', 'none', 'new @me', 'none'],
    },
    {
      row: '36',
      ids: '[R134]',
      does: 'a reply while somebody works on it',
      given: referredToDogwood,
      when: (q) => addPatronReply(q, letter('And my sister asks too'), rules, later(3)),
      then: ['pending (library)', 'none', 'pending @me (library)', 'new'],
    },
    {
      row: '37',
      ids: '[R134]',
      does: 'a reply to an answer',
      given: answeredThere,
      when: (q) => addPatronReply(q, letter('What of the key?'), rules, later(3)),
      then: ['pending (library)', 'none', 'answered @me', 'new @me'],
      due: 'anew',
    },
    {
      row: '37',
      ids: '[R134]',
      does: "a reply to the patron's own library's answer",
      given: () => after(asked(), (q) => answerQuestion(q, cleo, answer(), later(2))),
      when: (q) => addPatronReply(q, letter('What of the key?'), rules, later(3)),
      then: ['new @me', 'none', 'none', 'none'],
      due: 'anew',
    },
    {
      row: '37',
      ids: '[R134]',
      does: 'a reply to an answered chat',
      given: () => chatEnded('answered', bo),
      when: (q) => addPatronReply(q, letter('What of the key?'), rules, later(3)),
      then: ['new', 'answered @me', 'none', 'none'],
      due: 'anew',
    },
    {
      row: '38',
      ids: '[R134]',
      does: 'a reply to a closed question',
      given: () => after(answeredThere(), (q) => closeQuestion(q, cleo, 'any-holder', later(2))),
      when: (q) => addPatronReply(q, letter('What of the key?'), rules, later(3)),
      then: ['new', 'none', 'closed @me', 'closed @me'],
      due: 'anew',
    },
    {
      row: '38',
      ids: '[R134]',
      does: 'a reply to what its own librarian closed',
      given: () =>
        after(
          asked(),
          (q) => (claimQuestion(q, cleo, later(1)), closeQuestion(q, cleo, 'any-holder', later(2))),
        ),
      when: (q) => addPatronReply(q, letter('What of the key?'), rules, later(3)),
      then: ['new', 'none', 'none', 'none'],
      due: 'anew',
    },
    {
      row: '42',
      ids: '[A2] [R75]',
      does: 'work done, where only home reviewers close',
      given: answeredThere,
      when: (q) => finishOwnPart(q, dan, 'home-reviewers-only', letter().id, later(3)),
      then: ['answered', 'none', 'answered @me', 'closed @me'],
    },
  ]));

describe('Work is done', () => {
  it('[A2] only once its own library has answered, and never at home', () => {
    const question = referredToDogwood();
    const done = (who: typeof dan) => () =>
      finishOwnPart(question, who, 'home-reviewers-only', letter().id, later(3));
    expect(done(dan)).toThrow(expect.objectContaining({ code: 'answer-or-return-first' }));
    expect(done(cleo)).toThrow(expect.objectContaining({ code: 'home-reviewers-close' }));
    answerQuestion(question, dan, answer(), later(2));
    expect(done(dan)).not.toThrow();
  });
});
