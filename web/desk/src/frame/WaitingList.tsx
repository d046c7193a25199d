import { CarrelProblem, ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { DismissAsk } from '../chat/DismissAsk.js';
import { languageNamer, useLanguage, useSay, type Say } from '../language.js';
import { liveNow, sessionIs, useLive } from '../live/store.js';
import type { Waiting } from '../live/types.js';
import { go } from '../route.js';
import { Action } from '../ui/Action.js';
import { Lasting, useSecond } from '../ui/time.js';
import { troubleOf } from '../ui/trouble.js';
import { useMe } from './me.js';
import { toast } from './toast.js';

/** Who waits, since when, and why it is shown here. */
export function WaitingList() {
  const say = useSay();
  const waiting = useLive(({ desk }) => desk?.waiting);
  const inAll = useLive(({ desk }) => desk?.waitingInAll ?? 0);
  if (!waiting) return null;
  return (
    <section aria-labelledby="waiting-title" className="waiting-list">
      <h2 id="waiting-title">
        {say('waiting')} <span className={`count ${inAll > 0 ? 'hot' : ''}`}>{inAll}</span>
      </h2>
      <p className="unseen" role="status">
        {inAll > 0 ? say('waiting.said', { count: inAll }) : ''}
      </p>
      {waiting.length === 0 ? (
        <p className="quiet none">{say('waiting.none')}</p>
      ) : (
        <ul className="cards">
          {waiting.map((request) => (
            <Request key={request.id} request={request} />
          ))}
        </ul>
      )}
      {inAll > waiting.length && (
        <p className="quiet">{say('waiting.more', { count: inAll - waiting.length })}</p>
      )}
    </section>
  );
}

function Request({ request }: { request: Waiting }) {
  const say = useSay();
  const library = useLive(({ desk }) => desk?.libraries.find(({ id }) => id === request.institutionId)?.name);
  const queue = useLive(({ desk }) => desk?.queues.find(({ id }) => id === request.queueId)?.name);
  const away = useLive(({ desk }) => desk?.monitor.availability === 'away');
  const [busy, setBusy] = useState(false);
  const [dismissing, setDismissing] = useState(false);
  const accept = async () => {
    setBusy(true);
    try {
      const path = { params: { path: { id: request.id } } };
      sessionIs(await ok(api.chat.POST('/v1/sessions/{id}/accept', path)));
      // Whoever is writing to another patron goes on there.
      if (!isTyping()) go(`/chat/${request.id}`);
    } catch (error) {
      toast(refusalOf(error, say), 'trouble');
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className="card waiting" data-first={request.first}>
      <div className="card-top">
        <strong>{request.patron}</strong>
        <span className="row">
          <Lasting since={request.since} />
          <button
            type="button"
            className="button plain icon-only"
            aria-label={say('dismiss.of', { name: request.patron })}
            title={say('dismiss.of', { name: request.patron })}
            onClick={() => setDismissing(true)}
          >
            <span aria-hidden="true">✕</span>
          </button>
        </span>
      </div>
      <p className="card-words">{request.question}</p>
      <p className="card-more quiet">
        {library}
        {queue && queue !== library ? ` · ${queue}` : ''}
        {request.language && <OtherLanguage language={request.language} />}
      </p>
      <div className="card-foot">
        <WhyShown request={request} />
        <Action
          kind="first"
          does="accept"
          onPress={() => void accept()}
          busy={busy}
          whyNot={away ? say('waiting.away') : undefined}
          label={say('accept.of', { name: request.patron })}
        >
          {say('accept')}
        </Action>
      </div>
      {dismissing && (
        <DismissAsk
          id={request.id}
          patron={request.patron}
          waiting
          onClose={() => setDismissing(false)}
          onDone={() => (setDismissing(false), toast(say('dismiss.done')))}
        />
      )}
    </li>
  );
}

function refusalOf(error: unknown, say: Say): string {
  const problem = error instanceof CarrelProblem ? error.problem : undefined;
  if (problem?.code === 'already-accepted') return say('waiting.lost', { detail: problem.detail });
  if (problem?.code === 'cap-reached') return say('waiting.full');
  return troubleOf(error, say);
}

const isTyping = (): boolean => {
  const at = document.activeElement;
  return at instanceof HTMLTextAreaElement && at.value !== '' && Object.keys(liveNow().chats).length > 1;
};

/** The patron asks in none of the languages this librarian answers in; nobody is kept from taking it. */
function OtherLanguage({ language }: { language: string }) {
  const say = useSay();
  const nameOf = languageNamer(useLanguage());
  return <span className="tag warn">{say('waiting.language', { language: nameOf(language) })}</span>;
}

/** Why the request stands on this desk: its librarian was lost, it is held for one's own group, or whose queue it is on. */
function WhyShown({ request }: { request: Waiting }) {
  const say = useSay();
  const { data: me } = useMe();
  const kind = useLive(({ desk }) => desk?.queues.find(({ id }) => id === request.queueId)?.kind);
  if (request.first) return <p className="tag warn">{say('waiting.first')}</p>;
  if (request.local) return <LocalFirst until={request.releaseAt} />;
  if (kind === 'practice') return <p className="tag practice-tag">{say('shift.practice')}</p>;
  if (request.institutionId === me?.institution?.id) return <p className="tag">{say('waiting.own')}</p>;
  return <p className="tag">{say(kind === 'cooperative' ? 'waiting.cooperative' : 'waiting.group')}</p>;
}

/** Held for librarians of the patron's own group, counting down until everybody is asked (R16). */
function LocalFirst({ until }: { until: string | undefined }) {
  const say = useSay();
  const now = useSecond();
  const left = until ? Math.ceil(Date.parse(until) / 1000 - now) : 0;
  return <p className="tag">{left > 0 ? say('waiting.local-for', { left }) : say('waiting.local')}</p>;
}
