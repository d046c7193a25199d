import { describe, expect, it } from '@jest/globals';
import {
  answer,
  chatEnded,
  consulting,
  letter,
  referral,
  referredOn,
  rules,
} from '../../../test/a-question.js';
import { aspen, birch, cedar, dogwood, later, librarianOf, reviewerOf } from '../../../test/people.js';
import { standing } from '../../../test/standing.js';
import { listsOf } from './lists.js';
import type { Question } from './question.js';
import { claimQuestion, recallQuestion } from './claiming.js';
import { returnBySystem, returnReferral, shareQuestion, withdrawReferral } from './referring.js';
import { answerQuestion } from './conversation.js';
import { closeQuestion, reopenQuestion } from './closing.js';
import { addPartnerReply, consultOutside } from './outside-advice.js';

// Both sides of a referral, step by step and by hand. Cedar is the patron's library, Aspen has claimed the question
// and refers it to Dogwood, who may refer it on to Birch. A cell: status, whom it is with, and the lists.
const [cleo, ada, dan, bo] = [
  librarianOf(cedar),
  librarianOf(aspen),
  librarianOf(dogwood),
  librarianOf(birch),
];
const eve = librarianOf(dogwood);
const people = [cleo, ada, dan, bo];
const active = new Set(people.map(({ accountId }) => accountId));

const nothing = 'none';
const todo = (who = '') => `new${who} | active new all`;
const todoReferred = (who = '') => `new${who} | active new referred all`;
const waits = (who = '') => `pending${who} (library) | active pending all`;
const waitsReferred = (who = '') => `pending${who} (library) | active pending referred all`;
const outside = (on: string) => `pending @me (${on}) | active pending referred all`;
const done = (who = '') => `answered${who} | active referred answered all`;

type Cells = [cedar: string, aspen: string, dogwood: string, birch: string];
const claimed = () =>
  with_(chatEnded('followup-by-patron-library', bo), (q) => claimQuestion(q, ada, later(1)));
const referred = () => with_(claimed(), (q) => referredOn(q, [ada, dogwood]));
const onward = () => with_(referred(), (q) => referredOn(q, [dan, birch]));
const home = () => with_(claimed(), (q) => referredOn(q, [ada, cedar]));
const first = (q: Question) => q.chain[0]!.id;
const last = (q: Question) => q.chain.at(-1)!.id;

const steps: [step: string, question: () => Question, cells: Cells][] = [
  ['[A3] claimed from Shared Followup', claimed, [waits(), todo(' @me'), nothing, nothing]],
  ['[R104][R105] referred to a partner', referred, [waitsReferred(), waitsReferred(' @me'), todo(), nothing]],
  [
    '[R72] claimed at the receiver',
    () => with_(referred(), (q) => claimQuestion(q, dan, later(2))),
    [waitsReferred(), waitsReferred(' @me'), todo(' @me'), nothing],
  ],
  ['[A26] referred onward', onward, [waitsReferred(), waitsReferred(' @me'), waitsReferred(), todo()]],
  [
    '[A26] returned by the last receiver',
    () => with_(onward(), (q) => returnReferral(q, bo, last(q), 'No', active, later(2))),
    [waitsReferred(), waitsReferred(' @me'), todo(), nothing],
  ],
  [
    '[A26] returned to the first sender',
    () => with_(referred(), (q) => returnReferral(q, dan, last(q), 'No', active, later(2))),
    [waits(), todo(' @me'), nothing, nothing],
  ],
  [
    '[R103] back at the first deadline, from everyone further down',
    () => with_(onward(), (q) => returnBySystem(q, first(q), 'deadline', active, later(2))),
    [waits(), todo(' @me'), nothing, nothing],
  ],
  [
    '[A26] back from a receiver that is there no longer',
    () => with_(onward(), (q) => returnBySystem(q, last(q), 'receiver-gone', active, later(2))),
    [waitsReferred(), waitsReferred(' @me'), todo(), nothing],
  ],
  [
    '[A26] withdrawn by the first sender, from everyone further down',
    () => with_(onward(), (q) => withdrawReferral(q, ada, first(q), null, active, later(2))),
    [waits(), todo(' @me'), nothing, nothing],
  ],
  [
    "[R75] recalled by the patron's library",
    () => with_(onward(), (q) => recallQuestion(q, reviewerOf(cedar), 'Ours', later(2))),
    [todo(), nothing, nothing, nothing],
  ],
  [
    '[A4][R107][R108] answered by the last receiver',
    () => with_(onward(), (q) => answerQuestion(q, bo, answer(), later(2))),
    [done(), done(' @me'), done(), 'answered @me | active answered all'],
  ],
  [
    '[R109] closed by the receiver',
    () => with_(referred(), (q) => closeQuestion(q, dan, 'any-holder', later(2))),
    ['closed | closed all', 'closed @me | closed all', 'closed | closed all', nothing],
  ],
  [
    '[R57] answered, then reopened',
    () =>
      with_(referred(), (q) => {
        answerQuestion(q, dan, answer(), later(2));
        reopenQuestion(q, reviewerOf(cedar), { reason: 'Wrong county' }, rules, active, later(3));
      }),
    [todoReferred(), done(' @me'), 'answered @me | active answered all', nothing],
  ],
  ['[R93] referred home', home, [todoReferred(), waitsReferred(' @me'), nothing, nothing]],
  [
    '[R93] returned from home',
    () => with_(home(), (q) => returnReferral(q, cleo, last(q), 'You', active, later(2))),
    [waits(), todo(' @me'), nothing, nothing],
  ],
  [
    '[R100] an expert is asked',
    () => with_(claimed(), (q) => consultOutside(q, ada, consulting(eve.accountId), later(2))),
    [waitsReferred(), outside('expert'), nothing, nothing],
  ],
  [
    '[R101] an e-mail partner is asked',
    () => with_(claimed(), (q) => consultOutside(q, ada, consulting(), later(2))),
    [waitsReferred(), outside('address'), nothing, nothing],
  ],
  [
    "[A22] the e-mail partner's reply has come",
    () =>
      with_(claimed(), (q) => {
        consultOutside(q, ada, consulting(), later(2));
        addPartnerReply(q, last(q), letter('See page 4'), active, later(3));
      }),
    [waitsReferred(), todoReferred(' @me'), nothing, nothing],
  ],
  [
    '[R84][R66] put into Shared Followup',
    () =>
      with_(claimed(), (q) => shareQuestion(q, ada, referral({ kind: 'shared-followup' }), true, later(2))),
    [todo(), nothing, nothing, nothing],
  ],
];

describe('Statuses and lists of both sides', () => {
  for (const [step, question, cells] of steps) {
    it(step, () => {
      const q = question();
      const shown = people.map((person) => {
        const holding = q.holdingOf(person.institutionId);
        const stands = standing(q, person.institutionId, person);
        return holding?.status ? `${stands} | ${listsOf(holding).join(' ')}` : stands;
      });
      expect(shown).toEqual(cells);
    });
  }

  it('[R64] every list is told by the one table, and what no library holds is in none', () => {
    expect(listsOf({ status: null, referred: true })).toEqual([]);
    expect(listsOf({ status: 'closed', referred: true })).toEqual(['closed', 'all']);
  });
});

function with_(question: Question, act: (question: Question) => unknown): Question {
  act(question);
  return question;
}
