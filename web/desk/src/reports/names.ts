import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../api.js';
import { useLanguage } from '../language.js';
import type { Asked } from './asked.js';
import { useSay, type Key } from './words.js';

const known = {
  source: ['chat', 'web-form', 'mail', 'desk', 'phone', 'fax', 'sms'],
  resolution: [
    ...['answered', 'followup-by-me', 'followup-by-patron-library', 'lost-call', 'practice', 'none'],
  ],
  topic: ['research', 'policy', 'circulation', 'access-services', 'other', 'none'],
  read: ['1', '2', '3', '4', '5', '6'],
  missed: [
    ...['abandoned', 'lost-call', 'prank', 'test', 'duplicate', 'by-mistake', 'wrong-service', 'patron-gone'],
    'other',
  ],
  apart: ['practice', 'lost-call', 'duplicate', 'spam', 'imported'],
  kind: ['cooperative-partner', 'subscription-partner', 'expert', 'email-partner', 'shared-followup'],
  status: [
    ...['asked', 'open', 'answered', 'returned', 'withdrawn', 'claimed', 'replied', 'closed', 'refused'],
  ],
  outcome: ['served', 'lost-call', 'dismissed', 'abandoned'],
  check: ['done', 'by-itself', 'missed'],
} as const;
export type Named = keyof typeof known;

/** What a code of the interface is called; one that is not known is shown as it is. */
export function useNameOf(): (what: Named, value: string) => string {
  const say = useSay();
  return (what, value) =>
    (known[what] as readonly string[]).includes(value) ? say(`${what}.${value}` as Key) : value;
}

/** What a day, a week or a month is called. */
export function useUnitName(): (value: string, short?: boolean) => string {
  const say = useSay();
  const language = useLanguage();
  return useMemo(() => {
    const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    const month = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
    return (value, short = false) => {
      const week = /^(\d{4})-W(\d\d)$/.exec(value);
      if (week) return say(short ? 'week-short' : 'week-of', { year: week[1]!, week: Number(week[2]) });
      return value.length === 7
        ? month.format(new Date(`${value}-01T12:00:00Z`))
        : day.format(new Date(`${value}T12:00:00Z`));
    };
  }, [say, language]);
}

/** A period in words. */
export function usePeriodName(): (days: { from: string; to: string }) => string {
  const language = useLanguage();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
    return ({ from, to }) => format.formatRange(new Date(`${from}T12:00:00Z`), new Date(`${to}T12:00:00Z`));
  }, [language]);
}

/** Descriptive codes of a library by what they are called; of a group each library has its own. */
export function useCodeNames({
  owner,
  libraryId,
}: Pick<Asked, 'owner' | 'libraryId'>): (code: string) => string {
  const institutionId = libraryId ?? (owner.level === 'institution' ? owner.id : undefined);
  const { data } = useQuery({
    queryKey: ['descriptive-codes', institutionId],
    enabled: institutionId !== undefined,
    staleTime: 300_000,
    queryFn: () =>
      ok(
        api.questions.GET('/v1/descriptive-codes', {
          params: { query: { institutionId: institutionId! } },
        }),
      ),
  });
  const names = new Map(data?.items.map(({ code, label }) => [code, label]));
  return (code) => names.get(code) ?? code;
}

export const fileNameOf = (what: string, { days }: Pick<Asked, 'days'>): string =>
  `${what}-${days.from}-${days.to}`;
