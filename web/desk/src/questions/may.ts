import type { Me } from '../frame/me.js';
import type { Say } from './words.js';
import type { Question } from './api.js';

/** Why each verb is greyed; what is left out may be tried, and the service has the last word. */
export interface WhyNot {
  readonly claim?: string;
  readonly unclaim?: string;
  readonly assign?: string;
  readonly refer?: string;
  readonly answer?: string;
  readonly clarify?: string;
  readonly message?: string;
  readonly close?: string;
  readonly reopen?: string;
  readonly recall?: string;
  readonly giveBack?: string;
}

export function whyNotOf(question: Question, me: Me, say: Say, nameOf: (id: string) => string): WhyNot {
  const own = question.holdings.find(({ institutionId }) => institutionId === me.institutionId);
  const open = own?.status === 'new' || own?.status === 'pending';
  const turn = question.turnInstitutionId;
  const mine = turn === me.institutionId;
  const held = own?.assignee;
  const with_ = turn && !mine ? say('why.with', { library: nameOf(turn) }) : undefined;
  const first = question.pooled && !held ? say('why.claim-first') : undefined;
  const finished = question.status === 'closed' ? say('why.closed') : undefined;
  const act = finished ?? first ?? with_ ?? (turn ? undefined : say('why.nothing-open'));
  const noAddress = question.noContact ? say('why.no-address') : undefined;
  const received = own?.relations.includes('receiver') && mine;
  return words({
    claim: held?.id === me.id ? say('why.yours') : (finished ?? (question.pooled ? undefined : with_)),
    unclaim: held?.id === me.id ? undefined : say('why.not-yours'),
    assign: open ? undefined : (first ?? with_ ?? say('why.nothing-open')),
    refer: act,
    answer: question.pooled && !held ? first : (finished ?? (own ? undefined : with_)),
    clarify: noAddress ?? act,
    message: noAddress ?? (own ? undefined : (first ?? with_)),
    close: own ? finished : (first ?? with_),
    reopen: open
      ? say('why.open')
      : question.status === null
        ? (with_ ?? say('why.nothing-open'))
        : undefined,
    recall:
      own?.waitingOn === 'library' || own?.waitingOn === 'expert' || own?.waitingOn === 'address'
        ? undefined
        : say('why.not-away'),
    giveBack: received ? undefined : say('why.not-received'),
  });
}

const words = (all: Record<keyof WhyNot, string | undefined>): WhyNot =>
  Object.fromEntries(Object.entries(all).filter(([, why]) => why !== undefined));
