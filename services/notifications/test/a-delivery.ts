import { Delivery } from '../src/delivery/domain/delivery.js';
import type { Letter } from '../src/mail/domain/letter.js';

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const noon = new Date('2026-03-02T12:00:00.000Z');
export const minute = 60_000;
export const gaps = [minute, 5 * minute, 15 * minute];

export const aLetter = (more: Partial<Letter> = {}): Letter => ({
  message: 'answer',
  to: 'pat@example.org',
  toPatron: true,
  institutionId: id(1),
  questionId: id(2),
  sessionId: null,
  content: { subject: 'Your answer', text: 'Here it is', html: '<p>Here it is</p>', references: [] },
  ...more,
});

export function aDelivery(more: Partial<Letter> = {}): Delivery {
  return Delivery.queue(id(3), id(4), aLetter(more), 'carrel.example', noon);
}
