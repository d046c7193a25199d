import { faultsOf, type AnswerOf, type QuestionOf, type RequestContract } from '@carrel/contracts';
import { Refusal } from '@carrel/kernel';
import { connectionTo } from './events.js';

/** What a stand-in was asked. */
export interface Asked<C extends RequestContract> {
  readonly questions: readonly QuestionOf<C>[];
  /** Takes the stand-in away: whoever asks now finds the other service away. */
  stop(): void;
}

/**
 * Stands in for another service: answers this request as `reply` says. A Refusal it throws travels back as one.
 * Question and answer must fit the contract.
 */
export async function answer<C extends RequestContract>(
  nats: { url: string },
  contract: C,
  reply: (question: QuestionOf<C>) => AnswerOf<C> | Promise<AnswerOf<C>>,
): Promise<Asked<C>> {
  const connection = await connectionTo(nats.url);
  const questions: QuestionOf<C>[] = [];
  const respond = async (question: QuestionOf<C>): Promise<object> => {
    questions.push(question);
    const faults = faultsOf(contract.question, question);
    if (faults.length)
      throw new Error(`${contract.subject} was asked what it cannot be: ${faults.join('; ')}`);
    try {
      return { answer: await reply(question) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { kind, code, message, facts } = error;
      return { refusal: { kind, code, message, facts } };
    }
  };
  const subscription = connection.subscribe(contract.subject, {
    callback: (_error, message) => {
      respond(message.json<QuestionOf<C>>()).then(
        (said) => message.respond(JSON.stringify(said)),
        // Nobody awaits a stand-in: without this the test would only see a timeout.
        (error: unknown) =>
          process.stderr.write(`the stand-in for ${contract.subject} failed: ${String(error)}\n`),
      );
    },
  });
  await connection.flush();
  return { questions, stop: () => subscription.unsubscribe() };
}
