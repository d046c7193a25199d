import { requests } from '@carrel/contracts';
import { newId } from '@carrel/messaging';
import { eventually, type Answer } from '@carrel/testing';
import fc from 'fast-check';
import { libraryNames, type LibrariesAtWork, type LibraryName } from './at-work.js';
import type { Cast } from './cast.js';
import { insist } from './insist.js';
import type { Chain } from './model.js';

const who = fc.constantFrom(...libraryNames);
const likely = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
/** Five times out of six. */
const mostly = fc.nat(5).map((n) => n > 0);
const just = <const D extends string>(verb: D) => fc.record(fields(verb));

/** Anybody tries anything; `own` lets whoever has the turn try it instead, so that chains grow. */
export const step = fc.oneof(
  likely(20, fc.record({ ...fields('refer'), to: who, deadline: fc.boolean() })),
  likely(2, just('claim')),
  likely(1, just('unclaim')),
  likely(2, just('share')),
  likely(2, fc.record({ ...fields('consult'), expert: fc.boolean() })),
  likely(2, just('advise')),
  likely(2, fc.record({ ...fields('return'), nth: fc.nat(2) })),
  likely(1, fc.record({ ...fields('withdraw'), nth: fc.nat(3) })),
  likely(1, just('deadline')),
  likely(1, just('recall')),
  likely(1, just('answer')),
  likely(1, just('close')),
  likely(3, just('reopen')),
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function fields<const D extends string>(verb: D) {
  return { do: fc.constant(verb), who, own: mostly };
}

/** Tries a step on both services, and records in the model what was accepted. Anything but yes or a refusal throws. */
export class Player {
  constructor(
    private readonly work: LibrariesAtWork,
    private readonly cast: Cast,
    private readonly questionId: string,
    private readonly chain: Chain,
  ) {}

  async take(step: Step): Promise<void> {
    const { chain, cast } = this;
    const by = (step.own && chain.turn) || step.who;
    const me = this.work.at(cast.people[by]);
    const question = `/v1/questions/${this.questionId}`;
    switch (step.do) {
      case 'refer':
        return this.refer(by, step.to, step.deadline);
      case 'consult':
        return this.consult(by, step.expert);
      case 'claim':
        return went(await insist(me.questions, `${question}/claim`), () => chain.claimed(by));
      case 'unclaim':
        return went(await insist(me.questions, `${question}/unclaim`), () => chain.unclaimed(by));
      case 'share': {
        const answer = await this.ask(by, { kind: 'shared-followup' });
        return went(answer, ({ id }) =>
          chain.referred({ id, kind: 'shared', from: by, to: null, deadline: false }),
        );
      }
      case 'advise':
        return this.advise();
      case 'return': {
        const hop = chain.open.at(-1 - step.nth) ?? chain.hops.at(-1);
        if (!hop) return;
        const returns = hop.kind === 'expert' && step.own ? this.work.at(cast.expert) : me;
        const answer = await insist(returns.referrals, `/v1/referrals/${hop.id}/return`, {
          reason: 'Not ours',
        });
        return went(answer, () => chain.unwound(hop.id, 'returned'));
      }
      case 'withdraw': {
        const hop = chain.open.at(-1 - step.nth) ?? chain.hops.at(-1);
        if (!hop) return;
        const withdraws = step.own ? this.work.at(cast.people[hop.from]) : me;
        const answer = await insist(withdraws.referrals, `/v1/referrals/${hop.id}/withdraw`, {});
        return went(answer, () => chain.unwound(hop.id, 'withdrawn'));
      }
      case 'deadline':
        return this.deadline();
      case 'recall': {
        const reviewer = this.work.at(cast.people[step.own ? chain.home : step.who]);
        const answer = await insist(reviewer.questions, `${question}/recall`, { reason: 'Ours after all' });
        return went(answer, () => chain.recalled());
      }
      case 'answer':
        return went(await insist(me.questions, `${question}/answers`, { text: 'No.' }), () =>
          chain.over('answered'),
        );
      case 'close':
        return went(await insist(me.questions, `${question}/close`), () => chain.over('closed'));
      case 'reopen':
        return went(await insist(me.questions, `${question}/reopen`, { reason: 'Again' }), () =>
          chain.reopened(),
        );
    }
  }

  private async refer(from: LibraryName, to: LibraryName, withDeadline: boolean): Promise<void> {
    const deadline = withDeadline && !this.chain.open.some((hop) => hop.deadline);
    const target = { kind: 'cooperative-partner', institutionId: this.work.ids[to] };
    const answer = await this.ask(from, target, deadline ? { deadlineHours: 24 } : {});
    await went(answer, ({ id }) => this.chain.referred({ id, kind: 'library', from, to, deadline }));
  }

  private async consult(from: LibraryName, expert: boolean): Promise<void> {
    const address = { kind: 'email-partner', name: 'Archive', address: 'desk@archive.example' };
    const to = expert ? { kind: 'expert', expertId: this.cast.expertId } : address;
    const kind = expert ? ('expert' as const) : ('address' as const);
    await went(await this.ask(from, to), ({ id }) =>
      this.chain.referred({ id, kind, from, to: null, deadline: false }),
    );
  }

  /** As the mail that answers a referral arrives. */
  private async advise(): Promise<void> {
    const { top } = this.chain;
    if (!top || top.to) return;
    const reply = { referralId: top.id, messageId: newId(), text: 'See page 4' };
    await this.work.requests.ask(requests.referralReply, reply);
    this.chain.unwound(top.id, 'replied');
  }

  private async deadline(): Promise<void> {
    const hop = this.chain.open.find(({ deadline }) => deadline);
    if (!hop) return;
    this.work.clock.advance(25 * 3_600_000);
    await this.work.dueNow();
    const sender = this.work.at(this.cast.people[hop.from]).referrals;
    await eventually(async () => {
      const { status } = (await sender.get(`/v1/referrals/${hop.id}`)).body;
      if (status !== 'returned') throw new Error(`at its deadline it is ${status}`);
    });
    this.chain.unwound(hop.id, 'returned');
  }

  private ask(by: LibraryName, to: object, more: object = {}): Promise<Answer> {
    const body = { questionId: this.questionId, to, reason: 'You know better', ...more };
    return insist(this.work.at(this.cast.people[by]).referrals, '/v1/referrals', body);
  }
}

/** A refusal is fine and changes nothing; a fault is not. */
function went(answer: Answer, then: (body: { id: string }) => void): void {
  const { status, body } = answer;
  if (status < 300) then(body);
  else if (status >= 500 || status === 401 || status === 400)
    throw new Error(`${status} ${JSON.stringify(body)}`);
}
