import { ok } from '@carrel/client';
import { useEffect, useState } from 'react';
import { api } from '../api.js';
import { useMe } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { useAllowed, type Allowed } from './allowed.js';
import { at, useChain, useFresh, type Hop, type Question } from './api.js';
import { AssignAsk } from './AssignAsk.js';
import { ChainAsk } from './ChainAsk.js';
import { CloseAsk, DoneAsk, RecallAsk, ReopenAsk } from './closing-asks.js';
import { MergeAsk, SplitAsk } from './merging-asks.js';
import { AgencyAsk, ForwardAsk } from './outward-asks.js';
import type { Doing } from './presence.js';
import { ReferAsk } from './ReferAsk.js';
import { useSay } from './words.js';
import { Writing, type WritingKind } from './Writing.js';

type Asked =
  | 'agency'
  | 'assign'
  | 'close'
  | 'done'
  | 'forward'
  | 'merge'
  | 'recall'
  | 'refer'
  | 'reopen'
  | 'return'
  | 'split'
  | 'withdraw';
interface Props {
  readonly question: Question;
  readonly onDoing: (doing: Doing) => void;
}

/** What may be done now, as the service says; what a role does not allow is not there, and what is greyed says why. */
export function QuestionActions({ question, onDoing }: Props) {
  const say = useSay();
  const { data: me } = useMe();
  const fresh = useFresh(question.id);
  const chain = useChain(question.id);
  const allowed = useAllowed(question);
  const [writing, setWriting] = useState<WritingKind>();
  const [asked, setAsked] = useState<Asked>();
  useEffect(
    () => onDoing(!writing ? 'reading' : writing === 'answer' ? 'answering' : 'writing'),
    [writing, onDoing],
  );
  const claim = useCommand(
    () => ok(api.questions.POST('/v1/questions/{id}/claim', at(question))),
    () => (fresh(), toast(say('claim.done'))),
  );
  const unclaim = useCommand(() => ok(api.questions.POST('/v1/questions/{id}/unclaim', at(question))), fresh);
  if (!me) return null;
  const close = () => setAsked(undefined);
  const done = () => (fresh(), close());
  const mine = question.assignee?.id === me.id;
  const hops = chain.data?.hops ?? [];
  const came = hops.findLast((hop) => isThere(hop, 'return'));
  const went = hops.findLast((hop) => isThere(hop, 'withdraw'));
  const works = me.capabilities.includes('questions.work');
  const reviews = me.capabilities.includes('questions.review');
  const finished = question.status === 'answered' || question.status === 'closed';
  // Claim and Unclaim are one button, so that the focus stays where it is.
  const verb = (name: string, how: Allowed, press: () => void, kind?: 'first' | 'plain', busy?: boolean) =>
    how.there && (
      <Action kind={kind} busy={busy} whyNot={how.whyNot} onPress={press}>
        {name}
      </Action>
    );
  const first = (is: boolean) => (is ? 'first' : undefined);
  const toClaim = !mine && allowed('claim').there && !allowed('claim').whyNot && question.pooled;
  const dialog = { question, onClose: close, onDone: done };
  return (
    <>
      <div className="question-actions" role="group" aria-label={say('question.actions')}>
        <div className="row">
          {mine
            ? verb(say('unclaim'), allowed('unclaim'), () => unclaim.run(), undefined, unclaim.busy)
            : verb(say('claim'), allowed('claim'), () => claim.run(), first(toClaim), claim.busy)}
          {verb(say('answer'), allowed('answers'), () => setWriting('answer'), first(!toClaim && !finished))}
          {verb(say('refer'), referring(allowed), () => setAsked('refer'))}
          {verb(say('clarify'), allowed('clarifications'), () => setWriting('clarification'))}
          {verb(say('message'), allowed('messages'), () => setWriting('message'))}
          {verb(say('note'), allowed('notes'), () => setWriting('note'))}
          {verb(say('close-question'), allowed('close'), () => setAsked('close'))}
        </div>
        <div className="row lesser">
          {verb(say('assign'), allowed('assign'), () => setAsked('assign'), 'plain')}
          {came && verb(say('return'), free, () => setAsked('return'), 'plain')}
          {went && verb(say('withdraw'), free, () => setAsked('withdraw'), 'plain')}
          {verb(say('recall'), allowed('recall'), () => setAsked('recall'), 'plain')}
          {finished && verb(say('reopen'), allowed('reopen'), () => setAsked('reopen'), 'plain')}
          {!allowed('done').whyNot && verb(say('done'), allowed('done'), () => setAsked('done'), 'plain')}
          {!allowed('merge').whyNot && verb(say('merge'), allowed('merge'), () => setAsked('merge'), 'plain')}
          {!allowed('split').whyNot && verb(say('split'), allowed('split'), () => setAsked('split'), 'plain')}
          {reviews && verb(say('forward'), free, () => setAsked('forward'), 'plain')}
          {works && verb(say('agency'), free, () => setAsked('agency'), 'plain')}
        </div>
      </div>
      <Trouble>{claim.trouble ?? unclaim.trouble}</Trouble>
      {writing && (
        <Writing
          key={writing}
          kind={writing}
          question={question}
          onClose={() => setWriting(undefined)}
          onSent={() => (fresh(), setWriting(undefined))}
        />
      )}
      {asked === 'assign' && <AssignAsk {...dialog} />}
      {asked === 'refer' && <ReferAsk {...dialog} />}
      {asked === 'close' && <CloseAsk {...dialog} />}
      {asked === 'done' && <DoneAsk {...dialog} />}
      {asked === 'reopen' && <ReopenAsk {...dialog} />}
      {asked === 'recall' && <RecallAsk {...dialog} />}
      {asked === 'forward' && <ForwardAsk {...dialog} />}
      {asked === 'merge' && <MergeAsk {...dialog} />}
      {asked === 'split' && <SplitAsk {...dialog} />}
      {asked === 'agency' && <AgencyAsk {...dialog} />}
      {asked === 'return' && came && <ChainAsk kind="return" hop={came} {...dialog} />}
      {asked === 'withdraw' && went && <ChainAsk kind="withdraw" hop={went} {...dialog} />}
    </>
  );
}

const free: Allowed = { there: true, whyNot: undefined };

/** Only the two libraries of a referral end it; to others the verb is not there. */
const isThere = ({ actions }: Hop, name: 'return' | 'withdraw'): boolean =>
  actions.some(({ action, allowed }) => action === name && allowed);

/** "Refer to" opens while any of its kinds is allowed. */
function referring(allowed: (action: 'refer' | 'share') => Allowed): Allowed {
  const [to, shared] = [allowed('refer'), allowed('share')];
  return to.there && to.whyNot && shared.there && !shared.whyNot ? shared : to;
}
