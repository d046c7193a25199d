import { v7 as newId } from 'uuid';
import type { Actor } from '../src/question/domain/people.js';

/** Libraries of one subscription group, except Dogwood and Elm, which know it through a cooperative. */
export const cedar = newId();
export const birch = newId();
export const aspen = newId();
export const ask = newId();
export const dogwood = newId();
export const elm = newId();
const group = [cedar, birch, aspen, ask];
export const libraries = { cedar, birch, aspen, ask, dogwood, elm };

export const noon = new Date('2026-03-02T12:00:00.000Z');
export const later = (hours: number) => new Date(noon.getTime() + hours * 3_600_000);

/** A librarian of the library as a question of the group sees him or her; Shared Followup is on. */
export function librarianOf(institutionId: string, more: Partial<Actor> = {}): Actor {
  return {
    accountId: newId(),
    institutionId,
    reviewer: false,
    admin: false,
    coordinator: false,
    sharesPool: group.includes(institutionId),
    ...more,
  };
}
export const reviewerOf = (institutionId: string) => librarianOf(institutionId, { reviewer: true });
export const adminOf = (institutionId: string) => librarianOf(institutionId, { admin: true });
export const coordinatorOf = (institutionId: string) => librarianOf(institutionId, { coordinator: true });
