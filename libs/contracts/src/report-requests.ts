import { Type } from 'typebox';
import { Address, contract } from './request-contract.js';
import { Exactly, Id, Nullable, OneOf } from './schema.js';
import { Word } from './states.js';

const Level = OneOf('institution', 'group');
const Day = Type.String({ format: 'date' });
const Number = Type.Integer({ minimum: 0 });
/** Seconds; null when nothing was counted. */
const Median = Nullable(Number);
const Named = Type.Array(Exactly({ value: Word, count: Number }), { maxItems: 50 });

/** Numbers that are mailed to whom a library or group has named (settings report-mail and group-report-mail). */
export const reportRequests = {
  /** Who gets reports, and how often; in the order of their ids, a page at a time. */
  reportMails: contract(
    'admin.report-mails',
    Exactly({ after: Nullable(Id) }),
    Exactly({
      items: Type.Array(
        Exactly({
          level: Level,
          ownerId: Id,
          every: OneOf('week', 'month'),
          addresses: Type.Array(Address, { maxItems: 20 }),
        }),
        { maxItems: 40 },
      ),
      next: Nullable(Id),
    }),
  ),
  /** What such a report says of these days, both included, by the calendar of the zone. */
  reportFigures: contract(
    'questions.report-figures',
    Exactly({ level: Level, ownerId: Id, from: Day, to: Day, timeZone: Type.String({ maxLength: 64 }) }),
    Exactly({
      questions: Exactly({
        total: Number,
        before: Number,
        response: Median,
        completion: Median,
        bySource: Named,
      }),
      chats: Exactly({
        requested: Number,
        before: Number,
        accepted: Number,
        missed: Named,
        waiting: Median,
        firstResponse: Median,
        length: Median,
      }),
    }),
  ),
} as const;
