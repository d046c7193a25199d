import { Type, type Static, type TSchema } from 'typebox';
import { Exactly, Id, Nullable } from './schema.js';

/** A request between services over NATS: subject, both bodies, and timeout. */
export interface RequestContract<Q extends TSchema = TSchema, A extends TSchema = TSchema> {
  /** `carrel.ask.<service>.<what>` */
  readonly subject: string;
  readonly question: Q;
  readonly answer: A;
  /** Milliseconds after which the other service counts as unavailable. */
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
/** A name of a person, library or file, or a short line, in an answer: longer than any operation accepts. */
export const Line = Type.String({ maxLength: 300 });
/** What a chat begins with. */
export const ChatQuestion = Type.String({ maxLength: 20_000 });
export const Subject = Type.String({ maxLength: 1000 });
/** A mail address in an answer. */
export const Address = Type.String({ maxLength: 254 });
/** A part of an address under the public one. */
export const Path = Type.String({ maxLength: 2000 });
/** Everybody of a role or a chain: the first thousand. */
export const Ids = Type.Array(Id, { maxItems: 1000 });
/** What a form asked besides the question, as it was labelled then, and what the patron answered. */
const answers = (longest: number) =>
  Type.Optional(
    Type.Array(Exactly({ name: Line, label: Line, value: Type.String({ maxLength: longest }) }), {
      maxItems: 20,
    }),
  );
/** Of the chat form, whose answers are short. */
export const ChatAnswers = answers(1000);
/** Of a web form or a chat form. */
export const Answers = answers(5000);

/** Files that came with a mail; their bytes are fetched where the mail is kept. */
export const MailFiles = Type.Optional(
  Type.Array(Exactly({ id: Id, name: Line, mediaType: Line, bytes: Type.Integer({ minimum: 0 }) }), {
    maxItems: 50,
  }),
);
/** The lines of a mail that `text` leaves out: what is thought to be quoted, and the signature. None where absent (B44). */
export const Quoted = Type.Optional(Text);

export const Patron = Exactly({ name: Nullable(Line), email: Nullable(Address) });

export type QuestionOf<C> = C extends RequestContract<infer Q, TSchema> ? Static<Q> : never;
export type AnswerOf<C> = C extends RequestContract<TSchema, infer A> ? Static<A> : never;
