import type { csvLine } from '@carrel/kernel';
import type { ChatStatisticsDto } from './chat-statistics.dto.js';
import type { ExchangesDto } from './cooperation.dto.js';
import type { LedgerDto, StatisticsDto } from './statistics.dto.js';

type Cells = Parameters<typeof csvLine>[0];

export function reportLines({ by, items, before }: StatisticsDto): Cells[] {
  const parts = [...new Set(items.flatMap((item) => Object.keys(item.parts ?? {})))];
  const earlier = new Map(before?.items.map(({ value, count }) => [value, count]));
  const head = [by, 'name', 'count', ...parts, ...(before ? ['countBefore'] : [])];
  return [
    head,
    ...items.map(({ value, name, count, parts: own }) => [
      ...[value, name, count],
      ...parts.map((part) => own?.[part] ?? 0),
      ...(before ? [earlier.get(value) ?? 0] : []),
    ]),
  ];
}

export const ledgerLines = ({ items }: LedgerDto): Cells[] => [
  ['institutionId', 'name', 'givenChats', 'givenAnswers', 'receivedChats', 'receivedAnswers'],
  ...items.map(({ institutionId, name, given, received }) => [
    ...[institutionId, name, given.chats, given.answers, received.chats, received.answers],
  ]),
];

export const exchangeLines = ({ items }: ExchangesDto): Cells[] => [
  ['giverId', 'giverName', 'receiverId', 'receiverName', 'chats', 'answers'],
  ...items.map(({ giverId, giverName, receiverId, receiverName, chats, answers }) => [
    ...[giverId, giverName, receiverId, receiverName, chats, answers],
  ]),
];

export function chatLines({ by, items, before }: ChatStatisticsDto): Cells[] {
  const earlier = new Map(before?.items.map((item) => [item.value, item]));
  const numbers = ['requested', 'accepted', 'missed', 'waitingMedian', 'waitingP90'];
  const times = ['firstResponseMedian', 'firstResponseP90', 'lengthMedian', 'lengthP90'];
  return [
    [
      by,
      'name',
      ...numbers,
      ...times,
      ...(before ? ['requestedBefore', 'acceptedBefore', 'missedBefore'] : []),
    ],
    ...items.map(({ value, name, requested, accepted, missed, waiting, firstResponse, length }) => [
      ...[value, name, requested, accepted, sumOf(missed), waiting.median, waiting.p90],
      ...[firstResponse.median, firstResponse.p90, length.median, length.p90],
      ...(before
        ? [
            earlier.get(value)?.requested ?? 0,
            earlier.get(value)?.accepted ?? 0,
            sumOf(earlier.get(value)?.missed ?? {}),
          ]
        : []),
    ]),
  ];
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
