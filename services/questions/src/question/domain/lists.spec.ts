import { describe, expect, it } from '@jest/globals';
import { answer, asked, chatEnded, referral } from '../../../test/a-question.js';
import {
  ask,
  aspen,
  birch,
  cedar,
  coordinatorOf,
  dogwood,
  later,
  librarianOf,
} from '../../../test/people.js';
import { standing } from '../../../test/standing.js';
import { listsOf } from './lists.js';
import { answerQuestion } from './conversation.js';
import { claimQuestion } from './claiming.js';
import { referQuestion } from './referring.js';
import { closeQuestion } from './closing.js';

const [cleo, bo, ada] = [librarianOf(cedar), librarianOf(birch), librarianOf(aspen)];

describe('What a chat’s code makes of the lists', () => {
  it('[R47] [R52] [R53] by me: New and mine where I work, Pending at the patron’s library, never shared', () => {
    const question = chatEnded('followup-by-me', bo);
    expect([standing(question, birch, bo), standing(question, cedar)]).toEqual([
      'new @me',
      'pending (library)',
    ]);
    expect(question.pooled).toBe(false);
    expect(chatEnded('followup-by-me', cleo).pooled).toBe(false);
  });

  it('[R47] [R61] answered, in the chat or afterwards, is Answered at both libraries', () => {
    const during = chatEnded('answered', bo);
    const after = chatEnded('followup-by-me', bo);
    answerQuestion(after, bo, answer(), later(1));
    for (const question of [during, after])
      expect([standing(question, cedar), standing(question, birch, bo)]).toEqual([
        'answered',
        'answered @me',
      ]);
  });
});

describe('A question that could be answered may be referred instead', () => {
  it.each([
    ['Shared Followup, once claimed', () => chatEnded('followup-by-patron-library', bo), ada],
    ['New', () => asked(), cleo],
    ['My New', () => chatEnded('followup-by-me', bo), bo],
  ] as const)('[R145] [R97] from %s, a transcript as well as what came by form', (_, make, by) => {
    const question = make();
    if (question.turn?.assigneeId !== by.accountId) claimQuestion(question, by, later(1));
    referQuestion(question, by, dogwood, referral(), later(2));
    expect([standing(question, by.institutionId, by), standing(question, dogwood)]).toEqual([
      'pending @me (library)',
      'new',
    ]);
  });

  it('[R94] one of no known library waits at the portal, where the coordinator reads it and it is sent on', () => {
    const question = asked({ institutionId: ask });
    const coordinator = coordinatorOf(aspen);
    expect([standing(question, ask), question.readingOf(coordinator)]).toEqual(['new', 'everything']);
    referQuestion(question, librarianOf(ask), aspen, referral(), later(1));
    expect(standing(question, aspen)).toBe('new');
  });
});

describe('The lists of a library, by what it has of a question', () => {
  const closed = () => {
    const question = asked();
    closeQuestion(question, cleo, 'any-holder', later(1));
    return question;
  };
  it.each([
    ['New', () => asked(), 'active new all'],
    ['Pending', () => chatEnded('followup-by-me', bo), 'active pending all'],
    ['Answered', () => chatEnded('answered', bo), 'active answered all'],
    ['Closed', closed, 'closed all'],
  ] as const)(
    '[R63] [R65] what is %s stands in its own list and in All, in Active until it is closed',
    (_, make, lists) => {
      expect(listsOf(make().home).join(' ')).toBe(lists);
    },
  );
});
