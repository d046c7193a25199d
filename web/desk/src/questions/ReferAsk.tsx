import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import { toast } from '../frame/toast.js';
import { useMe } from '../frame/me.js';
import { useSay } from './words.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import type { Question } from './api.js';

const kinds = ['cooperative', 'subscription', 'expert', 'email', 'shared-followup'] as const;
type Kind = (typeof kinds)[number];
const read = (
  questionId: string,
  kind: Kind,
  more: { groupId?: string; search?: string; expertise?: string },
) => ok(api.referrals.GET('/v1/partners', { params: { query: { questionId, kind, limit: 100, ...more } } }));
type Partner = Awaited<ReturnType<typeof read>>['items'][number];

interface Props {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** "Refer to": first the kind, then whom, then why (R96 to R103). Whoever cannot have it stays listed and says why. */
export function ReferAsk({ question, onClose, onDone }: Props) {
  const say = useSay();
  const { data: me } = useMe();
  const [kind, setKind] = useState<Kind>('cooperative');
  const [groupId, setGroupId] = useState('');
  const [search, setSearch] = useState('');
  const [expertise, setExpertise] = useState('');
  const [partner, setPartner] = useState<Partner>();
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [contact, setContact] = useState(false);
  const [reason, setReason] = useState('');
  const [meant, setMeant] = useState(false);
  const more = {
    ...(groupId ? { groupId } : {}),
    ...(search.trim() ? { search: search.trim() } : {}),
    ...(expertise.trim() ? { expertise: expertise.trim() } : {}),
  };
  const partners = useQuery({
    queryKey: ['partners', question.id, kind, more],
    queryFn: () => read(question.id, kind, more),
    // Whom one may refer to changes with bars, groups and settings: each time it is opened it is asked anew.
    staleTime: 0,
  });
  const typed = kind === 'email' && !partner && name.trim() && address.trim();
  const refer = useCommand(
    () =>
      ok(
        api.referrals.POST('/v1/referrals', {
          body: {
            questionId: question.id,
            to: typed
              ? { kind: 'email-partner', name: name.trim(), address: address.trim() }
              : toOf(kind, partner!),
            ...(reason.trim() ? { reason: reason.trim() } : {}),
            ...(meant ? { noContactConfirmed: true } : {}),
            ...(kind === 'email' ? { withPatronContact: contact } : {}),
          },
        }),
      ),
    () => {
      toast(say('refer.done', { to: partner?.receiverName ?? partner?.name ?? name }));
      onDone();
    },
  );
  const groups = (me?.groups ?? []).filter(
    (group) => group.kind === (kind === 'cooperative' ? 'cooperative' : 'subscription'),
  );
  const whyNot =
    !partner && !typed
      ? say('refer.choose')
      : partner?.reasonRequired && !reason.trim()
        ? say('refer.reason-first')
        : question.noContact && !meant
          ? say('end.confirm-first')
          : undefined;
  return (
    <Ask title={say('refer.title')} onClose={onClose} wide>
      <label className="inline">
        <span>{say('refer')}</span>
        <select
          className="input"
          value={kind}
          onChange={({ target }) => {
            setKind(target.value as Kind);
            setPartner(undefined);
            setGroupId('');
          }}
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {say(`refer.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {(kind === 'cooperative' || kind === 'subscription' || kind === 'expert') && (
        <fieldset className="choices">
          <legend>{say('refer.only')}</legend>
          <div className="pair">
            {kind !== 'expert' && (
              <label className="field">
                <span>{say('refer.groups')}</span>
                <select className="input" value={groupId} onChange={({ target }) => setGroupId(target.value)}>
                  <option value="">{say('refer.any-group')}</option>
                  {groups.map((group) => (
                    <option key={group.id} value={group.id}>
                      {group.name}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <Field label={say('refer.expertise')} value={expertise} onChange={setExpertise} maxLength={60} />
            <Field label={say('refer.search')} value={search} onChange={setSearch} maxLength={100} />
          </div>
        </fieldset>
      )}
      <Loaded of={partners}>
        {({ items }) => (
          <fieldset className="choices partners">
            <legend>{say('refer.partner')}</legend>
            {items.length === 0 && kind !== 'email' && <Empty title={say('nothing-found')} />}
            {items.map((one) => {
              const key = keyOf(one);
              return (
                <label key={key} className={`choice tall ${one.may ? '' : 'off'}`}>
                  <input
                    type="radio"
                    name="partner"
                    disabled={!one.may}
                    checked={partner !== undefined && keyOf(partner) === key}
                    onChange={() => setPartner(one)}
                  />
                  <span>
                    <strong>{one.name || say('list.shared-followup')}</strong>{' '}
                    {one.home && <span className="tag">{say('refer.home')}</span>}
                    <span className="quiet block">
                      {one.may ? one.expertise.join(', ') : one.whyNot?.message}
                      {one.whyNot?.redirectTo &&
                        ` ${say('refer.instead', { library: one.whyNot.redirectTo.name })}`}
                      {one.may &&
                        one.receiverName &&
                        one.receiverName !== one.name &&
                        ` ${say('refer.goes-to', { library: one.receiverName })}`}
                    </span>
                  </span>
                </label>
              );
            })}
          </fieldset>
        )}
      </Loaded>
      {kind === 'email' && (
        <>
          <div className="pair">
            <Field
              label={say('refer.name')}
              value={name}
              onChange={(text) => (setName(text), setPartner(undefined))}
              maxLength={200}
            />
            <Field
              label={say('refer.address')}
              type="email"
              value={address}
              onChange={(text) => (setAddress(text), setPartner(undefined))}
              maxLength={254}
            />
          </div>
          <label className="choice">
            <input type="checkbox" checked={contact} onChange={({ target }) => setContact(target.checked)} />
            <span>{say('refer.with-contact')}</span>
          </label>
        </>
      )}
      <Field
        label={say(partner?.reasonRequired ? 'refer.reason-needed' : 'refer.reason')}
        hint={say('refer.reason-hint')}
        value={reason}
        onChange={setReason}
        rows={3}
        maxLength={2000}
      />
      {question.noContact && (
        <div className="note warn" role="alert">
          <p>
            <span aria-hidden="true">⚠ </span>
            {say('question.no-contact')}
          </p>
          <label className="choice">
            <input type="checkbox" checked={meant} onChange={({ target }) => setMeant(target.checked)} />
            <span>{say('refer.meant')}</span>
          </label>
        </div>
      )}
      <Trouble>{refer.trouble}</Trouble>
      <div className="row">
        <Action kind="first" busy={refer.busy} whyNot={whyNot} onPress={() => refer.run()}>
          {say('refer.do')}
        </Action>
        <button type="button" className="button plain" onClick={onClose}>
          {say('cancel')}
        </button>
      </div>
    </Ask>
  );
}

const keyOf = (one: Partner): string => one.institutionId ?? one.expertId ?? one.emailPartnerId ?? one.kind;

function toOf(kind: Kind, partner: Partner) {
  if (kind === 'expert') return { kind, expertId: partner.expertId! } as const;
  if (kind === 'email') return { kind: 'email-partner', emailPartnerId: partner.emailPartnerId! } as const;
  if (kind === 'shared-followup') return { kind } as const;
  return { kind: `${kind}-partner`, institutionId: partner.institutionId! } as const;
}
