import type { csvLine } from '@carrel/kernel';
import type { DutyStatisticsDto, ReferralStatisticsDto } from './statistics.dto.js';

type Cells = Parameters<typeof csvLine>[0];

const outcomes = [
  'made',
  'open',
  'answered',
  'returned',
  'withdrawn',
  'claimed',
  'replied',
  'closed',
] as const;
export function referralLines({ by, items, before }: ReferralStatisticsDto): Cells[] {
  const earlier = new Map(before?.items.map(({ value, made }) => [value, made]));
  const times = ['medianSeconds', 'p90Seconds'] as const;
  return [
    [by, 'name', ...outcomes, ...times, ...(before ? ['madeBefore'] : [])],
    ...items.map((line) => [
      ...[line.value, line.name],
      ...[...outcomes, ...times].map((key) => line[key]),
      ...(before ? [earlier.get(line.value) ?? 0] : []),
    ]),
  ];
}

const kept = ['duties', 'done', 'byItself', 'missed'] as const;
export function dutyLines({ by, items, before }: DutyStatisticsDto): Cells[] {
  const earlier = new Map(before?.items.map((line) => [line.value, line]));
  return [
    [by, 'name', ...kept, ...(before ? ['doneBefore', 'missedBefore'] : [])],
    ...items.map((line) => [
      ...[line.value, line.name],
      ...kept.map((key) => line[key]),
      ...(before ? [earlier.get(line.value)?.done ?? 0, earlier.get(line.value)?.missed ?? 0] : []),
    ]),
  ];
}
