import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { useLibraryName } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { useSay } from './words.js';
import { Field } from '../ui/Field.js';
import { When } from '../ui/time.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { useChain, useFresh, type Question } from './api.js';
import { Status } from './marks.js';

/** Who has it and whose turn it is, the chain of referrals, and how the patron is reached. */
export function Holdings({ question }: { question: Question }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const chain = useChain(question.id);
  const turn = question.turnInstitutionId;
  return (
    <div className="stack pad">
      <section>
        <h2>{say('who.title')}</h2>
        <p>
          {question.pooled
            ? say('who.pooled')
            : turn
              ? say('who.turn', { library: question.turnInstitutionName ?? nameOf(turn) })
              : say('who.nobody')}
        </p>
        <ul className="holdings">
          {question.holdings.map((holding) => (
            <li
              key={holding.institutionId}
              className={holding.institutionId === turn ? 'turn' : ''}
              aria-current={holding.institutionId === turn || undefined}
            >
              <p className="row spread">
                <strong>{holding.institutionName ?? nameOf(holding.institutionId)}</strong>
                {holding.status && <Status status={holding.status} />}
              </p>
              <p className="quiet">
                {holding.relations.map((relation) => say(`relation.${relation}`)).join(', ')}
                {holding.assignee && ` · ${say('who.assigned', { name: holding.assignee.name ?? '…' })}`}
                {holding.waitingOn && ` · ${say(`waiting-on.${holding.waitingOn}`)}`}
              </p>
            </li>
          ))}
        </ul>
      </section>
      {chain.data && chain.data.hops.length > 0 && (
        <section>
          <h2>{say('chain.title')}</h2>
          <ol className="plain-list">
            {chain.data.hops.map((hop) => (
              <li key={hop.id}>
                {say('chain.hop', {
                  from: hop.sender.name ?? '…',
                  to:
                    hop.receiver?.name ??
                    hop.expert?.name ??
                    hop.addressee?.name ??
                    say('list.shared-followup'),
                })}{' '}
                <span className="tag">{say(`hop.${hop.status}`)}</span>{' '}
                {hop.madeAt && (
                  <span className="quiet">
                    <When at={hop.madeAt} />
                  </span>
                )}
                {hop.madeBy.name && <span className="quiet"> · {hop.madeBy.name}</span>}
                {hop.reason && <q className="words block quiet">{hop.reason}</q>}
                {hop.endReason && (
                  <q className="words block quiet">
                    {hop.endedBy?.name && `${hop.endedBy.name}: `}
                    {hop.endReason}
                  </q>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
      <Contact key={`${question.patron?.email}`} question={question} />
    </div>
  );
}

function Contact({ question }: { question: Question }) {
  const say = useSay();
  const fresh = useFresh(question.id);
  const [name, setName] = useState(question.patron?.name ?? '');
  const [email, setEmail] = useState(question.patron?.email ?? '');
  const was = { name: question.patron?.name ?? '', email: question.patron?.email ?? '' };
  const changed = name.trim() !== was.name || email.trim() !== was.email;
  const save = useCommand(
    () =>
      ok(
        api.questions.PUT('/v1/questions/{id}/contact', {
          params: { path: { id: question.id } },
          body: { ...(name.trim() ? { name: name.trim() } : {}), email: email.trim() || null },
        }),
      ),
    () => (fresh(), toast(say('contact.saved'))),
  );
  if (!question.patron)
    return (
      <section>
        <h2>{say('patron')}</h2>
        <p className="quiet">{say('contact.hidden')}</p>
      </section>
    );
  return (
    <section className="stack">
      <h2>{say('patron')}</h2>
      <Field label={say('contact.name')} value={name} onChange={setName} maxLength={200} />
      <Field label={say('contact.email')} type="email" value={email} onChange={setEmail} maxLength={254} />
      <Trouble>{save.trouble}</Trouble>
      {changed && (
        <button type="button" className="button" aria-busy={save.busy} onClick={() => save.run()}>
          {say('contact.save')}
        </button>
      )}
    </section>
  );
}
