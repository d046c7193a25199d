import { Type, type Static, type TSchema } from 'typebox';
import { Exactly, Id, Nullable } from './schema.js';

/** A question one service asks another now, over NATS: subject, both bodies, and how long to wait. */
export interface RequestContract<Q extends TSchema = TSchema, A extends TSchema = TSchema> {
  /** `carrel.ask.<service>.<what>` */
  readonly subject: string;
  readonly question: Q;
  readonly answer: A;
  /** Milliseconds after which the asker says that the part is away. */
  readonly deadlineMs: number;
  /** Bytes of JSON that a question and an answer may have at most; what can grow comes in pages below that. */
  readonly mostBytes: number;
}
/** For what is asked while a person waits for one answer. */
const whileSomebodyWaits = 2_000;
/** For pages of what may be megabytes: a busy service takes seconds to read, check and send one of them. */
export const forMuch = 10_000;

/** Below the megabyte that a NATS server takes by default, with room for what is sent around a question or answer. */
const mostBytes = 1_000_000;

export const contract = <Q extends TSchema, A extends TSchema>(
  subject: `${string}.${string}`,
  question: Q,
  answer: A,
  deadlineMs = whileSomebodyWaits,
): RequestContract<Q, A> => ({
  subject: `carrel.ask.${subject}`,
  question,
  answer,
  deadlineMs,
  mostBytes,
});

export const Text = Type.String({ maxLength: 100_000 });
/** What a form asked besides the question, as it was labelled then, and what the patron answered. */
export const Answers = Type.Optional(
  Type.Array(Exactly({ name: Type.String(), label: Type.String(), value: Text }), { maxItems: 40 }),
);

/** Files that came with a mail; their bytes are fetched where the mail is kept. */
export const MailFiles = Type.Optional(
  Type.Array(
    Exactly({ id: Id, name: Type.String(), mediaType: Type.String(), bytes: Type.Integer({ minimum: 0 }) }),
    { maxItems: 1000 },
  ),
);
/** The lines of a mail that `text` leaves out: what is thought to be quoted, and the signature. None where absent (B44). */
export const Quoted = Type.Optional(Text);

export const Patron = Exactly({ name: Nullable(Type.String()), email: Nullable(Type.String()) });

export type QuestionOf<C> = C extends RequestContract<infer Q, TSchema> ? Static<Q> : never;
export type AnswerOf<C> = C extends RequestContract<TSchema, infer A> ? Static<A> : never;
