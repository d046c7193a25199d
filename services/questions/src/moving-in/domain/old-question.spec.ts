import { describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { faultsOf } from '../../question/domain/invariants.js';
import { movedIn, type OldQuestion } from './old-question.js';

const day = (n: number) => new Date(`2024-03-0${n}T10:00:00Z`);
const old = (more: Partial<OldQuestion> = {}): OldQuestion => ({
  ...{ id: newId(), number: '17', outsideId: 'T-1', from: 'the-old-desk', institutionId: newId() },
  ...{ source: 'web-form', askedAt: day(1), closedAt: null, status: 'answered', subject: null },
  ...{ text: 'Why is the sky blue?\nI wonder.', patron: { name: null, email: null }, known: null },
  ...{ librarianId: newId(), resolution: null, topic: null, codes: [], readScale: null, fields: [] },
  ...{ messages: [], chatEndedAt: null },
  ...more,
});
const answer = (at: Date) => ({ id: newId(), kind: 'answer' as const, at, authorId: newId(), text: 'So.' });
const now = new Date('2026-01-01T00:00:00Z');

describe('A question of another system', () => {
  it('is over at its library, in Service History since its last day, and due for nobody', () => {
    const question = movedIn(old({ messages: [answer(day(3))] }), now);
    expect(question).toMatchObject({
      createdAt: day(1),
      lastActivityAt: day(3),
      archivedAt: day(3),
      dueAt: null,
    });
    expect(question.home).toMatchObject({ status: 'answered', updatedAt: day(3), archivedAt: day(3) });
    expect(faultsOf(question)).toEqual([]);
  });

  it('publishes nothing', () => {
    expect(movedIn(old({ messages: [answer(day(2))] }), now).takeEvents()).toEqual([]);
  });

  it('has its history in the order and at the times it had, whatever the order of the file', () => {
    const reply = { id: newId(), kind: 'reply' as const, at: day(4), authorId: null, text: 'Thanks.' };
    const question = movedIn(
      old({ status: 'closed', closedAt: day(5), messages: [reply, answer(day(2))] }),
      now,
    );
    const { lines, messages } = question.takeWritten();
    expect(lines.map(({ what, at }) => [what, at])).toEqual([
      ['created', day(1)],
      ['answered', day(2)],
      ['patron-replied', day(4)],
      ['closed', day(5)],
    ]);
    expect(lines[0]!.about).toMatchObject({ movedInFrom: 'the-old-desk', outsideId: 'T-1' });
    expect(messages.map(({ kind }) => kind)).toEqual(['answer', 'reply']);
  });

  it('is called by its first line where it had no subject', () => {
    expect(movedIn(old(), now).subject).toBe('Why is the sky blue?');
  });

  it('that was a chat counts the librarian as the one who chatted', () => {
    expect(movedIn(old({ source: 'chat', chatEndedAt: day(2) }), now).home.relations).toEqual([
      'home',
      'chatting',
    ]);
  });
});
