import { Type } from 'typebox';
import {
  ChatAnswers,
  ChatQuestion,
  contract,
  forMuch,
  Line,
  Patron,
  Subject,
  Text,
} from './request-contract.js';
import { Exactly, Id, Nullable, Time } from './schema.js';

/** Requests for the export and the erasure of everything stored about one patron (promise 25). */
export const privacyRequests = {
  /** Mails to one patron of one library, for an export of everything kept about him or her. */
  patronDeliveries: contract(
    'notifications.patron-deliveries',
    Exactly({ institutionId: Id, email: Type.String({ maxLength: 254 }), after: Nullable(Id) }),
    Exactly({
      deliveries: Type.Array(
        Exactly({
          id: Id,
          message: Line,
          questionId: Nullable(Id),
          state: Line,
          subject: Nullable(Subject),
          text: Nullable(Text),
          /** The first part of a long text; the rest, by offset, is asked for with `notifications.delivery-text`. */
          textAfter: Type.Optional(Type.Integer()),
          at: Time,
        }),
        { maxItems: 50 },
      ),
      /** Where the next page begins; null when this was the last. */
      next: Nullable(Id),
    }),
    forMuch,
  ),
  /** The rest of a long mail's text, in pages; refused as not found once the mail's words are gone. */
  deliveryText: contract(
    'notifications.delivery-text',
    Exactly({ deliveryId: Id, after: Type.Integer({ minimum: 0 }) }),
    Exactly({ parts: Type.Array(Text, { maxItems: 1 }), next: Type.Optional(Type.Integer()) }),
    forMuch,
  ),
  /** A patron's chats at one library with what was said, those that became no question too. */
  patronSessions: contract(
    'chat.patron-sessions',
    Exactly({ institutionId: Id, email: Type.String({ maxLength: 254 }), after: Nullable(Id) }),
    Exactly({
      sessions: Type.Array(
        Exactly({
          id: Id,
          status: Line,
          question: ChatQuestion,
          fields: ChatAnswers,
          startedAt: Time,
          patron: Patron,
          lines: Type.Array(Exactly({ from: Line, text: Text, sentAt: Time })),
          /** Of a long chat not all lines are here: those after this number come by `chat.session-transcript`. */
          linesAfter: Type.Optional(Type.Integer()),
        }),
        { maxItems: 20 },
      ),
      next: Nullable(Id),
    }),
    forMuch,
  ),
  /**
   * Erases a patron's chats at a library, those that became no question too (promise 25). The answer names the next
   * ones, which are forgotten when `known` names them in the next question, so that an answer that is lost loses
   * nothing. Without `known` they are forgotten at once. Ask until `sessionIds` is empty; `open` chats still go on,
   * and are forgotten by a question after they are over.
   */
  forgetChatsOf: contract(
    'chat.forget-chats-of',
    Exactly({
      institutionId: Id,
      address: Type.String({ maxLength: 254 }),
      known: Type.Optional(Type.Array(Id, { maxItems: 500 })),
    }),
    Exactly({ sessionIds: Type.Array(Id, { maxItems: 500 }), open: Type.Integer() }),
    forMuch,
  ),
  /** Which of these sessions became questions that still hold what was said. */
  sessionsWithQuestions: contract(
    'questions.sessions-with-questions',
    Exactly({ sessionIds: Type.Array(Id, { maxItems: 500 }) }),
    Exactly({ sessionIds: Type.Array(Id, { maxItems: 500 }) }),
  ),
  /** Forgets what came by mail from a patron of a library, and to which address it wrote (promise 25). */
  forgetMailFrom: contract(
    'notifications.forget-mail-from',
    Exactly({ institutionId: Id, address: Type.String({ maxLength: 254 }) }),
    Exactly({ forgotten: Type.Integer() }),
    forMuch,
  ),
} as const;
