import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { faultsOf, type AnswerOf, type QuestionOf, type RequestContract } from '@carrel/contracts';
import { ServiceUnavailable, RemoteRefusal } from '@carrel/kernel';
import type { Reply } from './request-server.js';
import { Nats } from './connection.js';
import { TooLarge, withinBound } from './too-large.js';
import { traceHeaders } from './trace-headers.js';
import { SpanKind, traced } from './tracing.js';

/** Before each further try of a page. */
const PAUSES_MS = [250, 1_000, 3_000];

/** Sends a request to another service for a decision or data it owns. */
@Injectable()
export class Requests {
  constructor(private readonly nats: Nats) {}

  /**
   * Rejects with RemoteRefusal when the other service refuses, with ServiceUnavailable when it does not answer within the
   * contract's deadline, cannot, or NATS is away, with TooLarge when the question or answer exceeds its bound. A
   * question or answer that breaks the contract is a bug.
   */
  async ask<C extends RequestContract>(contract: C, question: QuestionOf<C>): Promise<AnswerOf<C>> {
    const faults = faultsOf(contract.question, question);
    if (faults.length) throw new Error(`malformed question for ${contract.subject}: ${faults.join('; ')}`);
    const reply = await traced(`ask ${contract.subject}`, { kind: SpanKind.CLIENT }, () =>
      this.send(contract, question),
    );
    if ('tooLarge' in reply) throw new TooLarge(reply.tooLarge);
    if ('refusal' in reply) {
      throw reply.refusal.code === 'part-away' ? unavailable(contract) : new RemoteRefusal(reply.refusal);
    }
    const broken = faultsOf(contract.answer, reply.answer);
    if (broken.length) throw new Error(`malformed answer from ${contract.subject}: ${broken.join('; ')}`);
    return reply.answer as AnswerOf<C>;
  }

  /**
   * As `ask`, where the answer comes in pages: each names in `next` the `after` that its follower is asked with, and
   * the last one none. A page after the first is asked for again, so that a restart of the other service does not undo
   * what was read before.
   */
  async *pages<C extends RequestContract>(contract: C, question: QuestionOf<C>): AsyncGenerator<AnswerOf<C>> {
    for (let asked = question; ;) {
      const page: AnswerOf<C> = await (asked === question
        ? this.ask(contract, asked)
        : this.askAgain(contract, asked));
      yield page;
      const { next } = page as { next?: unknown };
      if (next === undefined || next === null) return;
      asked = { ...(question as object), after: next } as QuestionOf<C>;
    }
  }

  private async askAgain<C extends RequestContract>(
    contract: C,
    question: QuestionOf<C>,
  ): Promise<AnswerOf<C>> {
    for (const pauseMs of PAUSES_MS) {
      try {
        return await this.ask(contract, question);
      } catch (error) {
        if (!(error instanceof ServiceUnavailable)) throw error;
        await sleep(pauseMs);
      }
    }
    return this.ask(contract, question);
  }

  /** All pages of an answer as one: the first page, its list with the items of all the others. */
  async askWhole<C extends RequestContract, L extends keyof AnswerOf<C>>(
    contract: C,
    question: QuestionOf<C>,
    list: L,
  ): Promise<AnswerOf<C>> {
    let whole: AnswerOf<C> | undefined;
    for await (const page of this.pages(contract, question)) {
      if (whole) (whole[list] as unknown[]).push(...(page[list] as unknown[]));
      else whole = page;
    }
    return whole!;
  }

  private async send(contract: RequestContract, question: unknown): Promise<Reply> {
    const { connection, connected } = this.nats;
    if (!connection || !connected) throw unavailable(contract);
    const text = withinBound(contract, 'question', JSON.stringify(question), connection.info?.max_payload);
    try {
      const options = { timeout: contract.deadlineMs, ...traceHeaders() };
      return (await connection.request(contract.subject, text, options)).json<Reply>();
    } catch {
      throw unavailable(contract);
    }
  }
}

/** `carrel.ask.<service>.<what>` */
const unavailable = (contract: RequestContract) =>
  new ServiceUnavailable(contract.subject.split('.')[2] ?? 'other');
