import { describe, expect, it } from '@jest/globals';
import type { ResolutionCode } from '@carrel/contracts';
import { chatEnded } from '../../../test/a-question.js';
import { birch, cedar, librarianOf, later } from '../../../test/people.js';
import { standing } from '../../../test/standing.js';

// Truth table 1.1 by hand: what Cedar (the patron's library) and Birch (the chatting one) have afterwards,
// then what Cedar has when its own librarian chatted.
const table: [ResolutionCode, string, string, string, pooled: boolean, same: string][] = [
  ['followup-by-patron-library', '[R48] [R49] [R50] [A21]', 'new', 'none', true, 'new'],
  ['followup-by-me', '[R51] [R52] [R53]', 'pending (library)', 'new @me', false, 'new @me'],
  ['answered', '[R54]', 'answered', 'answered @me', false, 'answered @me'],
  ['practice', '[R55] [A15]', 'answered', 'answered @me', false, 'answered @me'],
  ['lost-call', '[R56]', 'closed', 'closed @me', false, 'closed @me'],
];
const open: ResolutionCode[] = ['followup-by-patron-library', 'followup-by-me'];

describe('A chat ended with a resolution code', () => {
  for (const [code, ids, atHome, atChatting, pooled, same] of table) {
    for (const sharedFollowup of [true, false]) {
      const home = { sharedFollowup, dueHours: 72 };
      const where = sharedFollowup ? 'on' : 'off';

      it(`${ids} ${code}, by another library, Shared Followup ${where}`, () => {
        const bo = librarianOf(birch);
        const question = chatEnded(code, bo, {}, home);
        expect([standing(question, cedar, bo), standing(question, birch, bo)]).toEqual([atHome, atChatting]);
        expect(question.pooled).toBe(pooled && sharedFollowup);
      });

      it(`${ids} ${code}, by the patron's own library, Shared Followup ${where}`, () => {
        const cleo = librarianOf(cedar);
        const question = chatEnded(code, cleo, {}, home);
        expect(question.holdings).toHaveLength(1);
        expect(standing(question, cedar, cleo)).toBe(same);
        expect(question.pooled).toBe(pooled && sharedFollowup);
      });
    }

    it(`[R79] ${code} is ${open.includes(code) ? 'due 72 hours after the chat' : 'due never'}`, () => {
      const question = chatEnded(code, librarianOf(birch));
      expect(question.dueAt).toEqual(open.includes(code) ? later(72) : null);
    });

    it(`[R46] ${code} publishes that a question was created, without any of its text`, () => {
      const question = chatEnded(code, librarianOf(birch));
      const events = question.takeEvents();
      expect(events.map((e) => e.name)).toEqual(['question.created.v1']);
      expect(events[0]?.data).toMatchObject({ resolution: code, patronInstitutionId: cedar });
      expect(JSON.stringify(events)).not.toMatch(/Robin|landlord|patron\.example/);
    });
  }

  it('[A15] practice marks the question, and so does a practice session whatever its code', () => {
    expect(chatEnded('practice', librarianOf(cedar)).practice).toBe(true);
    expect(chatEnded('answered', librarianOf(cedar), { practice: true }).practice).toBe(true);
    expect(chatEnded('answered', librarianOf(cedar)).practice).toBe(false);
  });

  it("[R54] answered, shows the patron's library who handled it though nobody there is assigned", () => {
    const bo = librarianOf(birch);
    const question = chatEnded('answered', bo);
    expect(question.home.assigneeId).toBeNull();
    expect(question.handledById).toBe(bo.accountId);
  });

  it('[R56] lost-call in which nobody wrote a word makes no question', () => {
    expect(() => chatEnded('lost-call', librarianOf(cedar), { text: ' ', said: false })).toThrow(
      'no question',
    );
  });
});

describe('A chat that nobody attended and the system ended', () => {
  const nobody = { accountId: null, institutionId: null } as never;

  it("[B8] goes to the patron's library for follow-up when the patron left an address", () => {
    const question = chatEnded('lost-call', nobody, { endedBy: 'system' });
    expect(standing(question, cedar)).toBe('new');
    expect(question).toMatchObject({ resolution: 'followup-by-patron-library', pooled: true });
  });

  it('[B8] is a lost call without an address', () => {
    const patron = { name: 'Robin', email: null };
    const question = chatEnded('followup-by-patron-library', nobody, { endedBy: 'system', patron });
    expect(standing(question, cedar)).toBe('closed');
    expect(question).toMatchObject({ resolution: 'lost-call', noContact: true, dueAt: null });
  });

  it('[R50] [B8] leaves the library of a librarian who had left it without it in any list', () => {
    const question = chatEnded('lost-call', librarianOf(birch), { endedBy: 'system' });
    expect(standing(question, birch)).toBe('none');
    expect(question.handledById).toBeNull();
  });
});
