import { ok } from '@carrel/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import type { Asked } from './asked.js';

/** What questions and chats may be counted by. */
type Calendar = 'day' | 'week' | 'month' | 'weekday-hour';
export type QuestionsBy =
  Calendar | 'resolution' | 'source' | 'code' | 'topic' | 'read' | 'librarian' | 'library';
export type ChatsBy = Calendar | 'library' | 'librarian';
export type Direction = 'sent' | 'received';

const compared = ({ compare, query }: Asked) =>
  compare ? { ...query, compare: 'previous' as const } : query;

const readQuestions = (asked: Asked, by: QuestionsBy) =>
  ok(api.questions.GET('/v1/statistics', { params: { query: { ...compared(asked), by } } }));
const readChats = (asked: Asked, by: ChatsBy) =>
  ok(api.questions.GET('/v1/statistics/chats', { params: { query: { ...compared(asked), by } } }));
const readReferrals = (asked: Asked, direction: Direction, by: 'partner' | 'kind') =>
  ok(
    api.referrals.GET('/v1/statistics/referrals', {
      params: { query: { ...compared(asked), direction, by } },
    }),
  );

export type QuestionReport = Awaited<ReturnType<typeof readQuestions>>;

/** What was shown stays while other days are counted. */
const held = { placeholderData: keepPreviousData, staleTime: 60_000 } as const;
const keyOf = (asked: Asked) => [asked.query, asked.compare] as const;

export const useQuestions = (asked: Asked, by: QuestionsBy) =>
  useQuery({
    queryKey: ['report', 'questions', by, ...keyOf(asked)],
    queryFn: () => readQuestions(asked, by),
    ...held,
  });
export const useChats = (asked: Asked, by: ChatsBy) =>
  useQuery({
    queryKey: ['report', 'chats', by, ...keyOf(asked)],
    queryFn: () => readChats(asked, by),
    ...held,
  });
export const useExchanges = (asked: Asked) =>
  useQuery({
    queryKey: ['report', 'exchanges', asked.query],
    queryFn: () => ok(api.questions.GET('/v1/statistics/exchanges', { params: { query: asked.query } })),
    ...held,
  });
export const useReferrals = (asked: Asked, direction: Direction, by: 'partner' | 'kind') =>
  useQuery({
    queryKey: ['report', 'referrals', direction, by, ...keyOf(asked)],
    queryFn: () => readReferrals(asked, direction, by),
    ...held,
  });
export const useDuties = (asked: Asked) =>
  useQuery({
    queryKey: ['report', 'duties', ...keyOf(asked)],
    queryFn: () =>
      ok(
        api.referrals.GET('/v1/statistics/duties', {
          params: { query: { ...compared(asked), by: 'library' } },
        }),
      ),
    ...held,
  });

type File = () => Promise<unknown>;
/** The lines of a report as the file that everybody gets, numbers for numbers. */
export const fileOf = {
  questions:
    (asked: Asked, by: QuestionsBy): File =>
    () =>
      ok(
        api.questions.GET('/v1/statistics/report.csv', {
          params: { query: { ...compared(asked), by } },
          parseAs: 'blob',
        }),
      ),
  chats:
    (asked: Asked, by: ChatsBy): File =>
    () =>
      ok(
        api.questions.GET('/v1/statistics/chats.csv', {
          params: { query: { ...compared(asked), by } },
          parseAs: 'blob',
        }),
      ),
  exchanges:
    (asked: Asked): File =>
    () =>
      ok(
        api.questions.GET('/v1/statistics/exchanges.csv', {
          params: { query: asked.query },
          parseAs: 'blob',
        }),
      ),
  referrals:
    (asked: Asked, direction: Direction, by: 'partner' | 'kind'): File =>
    () =>
      ok(
        api.referrals.GET('/v1/statistics/referrals.csv', {
          params: { query: { ...compared(asked), direction, by } },
          parseAs: 'blob',
        }),
      ),
  duties:
    (asked: Asked): File =>
    () =>
      ok(
        api.referrals.GET('/v1/statistics/duties.csv', {
          params: { query: { ...compared(asked), by: 'library' } },
          parseAs: 'blob',
        }),
      ),
  /** For what only the page puts together: its own table. */
  table:
    (lines: readonly (readonly (string | number)[])[]): File =>
    () =>
      Promise.resolve(new Blob([`\uFEFF${lines.map(lineOf).join('')}`], { type: 'text/csv;charset=utf-8' })),
} as const;

const lineOf = (cells: readonly (string | number)[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;

/** Hands a file to the browser. */
export function save(file: unknown, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file as Blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
