import type { EventData } from '@carrel/contracts';
import { newId } from '@carrel/messaging';

/** What an event of the question says, as questions would publish it. */
export const word = (
  questionId: string,
  { libraries }: { libraries: { aspen: string; birch: string } },
  more: object = {},
): EventData<'question.unclaimed.v1'> => ({
  questionId,
  number: '1',
  source: 'chat',
  sessionId: null,
  patronInstitutionId: libraries.aspen,
  practice: false,
  noContact: false,
  pooled: false,
  dueAt: null,
  holdings: [],
  actorId: newId(),
  actorInstitutionId: libraries.birch,
  ...more,
});
