import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { api } from '../api.js';
import { useLibraryName } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { useSay } from '../language.js';
import type { Session } from '../live/types.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Loaded } from '../ui/Loaded.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { talkTo } from './talk-state.js';

const reasonCodes = ['patrons-own-library', 'emergency', 'not-enough-time'] as const;

/** Department is the first tab, Agent the second; only Available staff are listed (R32, R33). */
export function TransferAsk({ session, onClose }: { session: Session; onClose: () => void }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const targets = useQuery({
    queryKey: ['targets', session.id],
    queryFn: () =>
      ok(api.chat.GET('/v1/sessions/{id}/transfer-targets', { params: { path: { id: session.id } } })),
    refetchInterval: 4_000,
  });
  const [tab, setTab] = useState('department');
  const [queueId, setQueueId] = useState<string>();
  const [agentId, setAgentId] = useState<string>();
  const [reason, setReason] = useState('');
  const [reasonCode, setReasonCode] = useState<(typeof reasonCodes)[number]>();
  const chosen = tab === 'department' ? queueId : agentId;
  const words = reason.trim() || (reasonCode ? say(`transfer.${reasonCode}`) : '');
  const offer = useCommand(
    () =>
      ok(
        api.chat.POST('/v1/sessions/{id}/transfers', {
          params: { path: { id: session.id } },
          body: {
            ...(tab === 'department' ? { toQueueId: chosen! } : { toLibrarianId: chosen! }),
            reason: words,
            ...(reasonCode ? { reasonCode } : {}),
          },
        }),
      ),
    () => {
      toast(say('transfer.asked'));
      onClose();
    },
  );
  const whyNot = !chosen
    ? say(tab === 'department' ? 'transfer.choose-department' : 'transfer.choose-agent')
    : !words
      ? say('transfer.reason-first')
      : undefined;
  return (
    <Ask title={say('transfer.title', { name: session.patron.name })} onClose={onClose} wide>
      <p className="quiet">{say('transfer.im-first')}</p>
      <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
        <TabList className="tab-list" aria-label={say('transfer.to')}>
          <Tab id="department">{say('transfer.department')}</Tab>
          <Tab id="agent">{say('transfer.agent')}</Tab>
        </TabList>
        <TabPanel id="department">
          <Loaded of={targets}>
            {({ queues }) => (
              <fieldset className="choices">
                <legend className="unseen">{say('transfer.department')}</legend>
                {queues.length === 0 && <p className="quiet">{say('transfer.no-department')}</p>}
                {queues.map(({ id, name, ready }) => (
                  <label key={id} className={`choice ${ready ? '' : 'off'}`}>
                    <input
                      type="radio"
                      name="queue"
                      disabled={ready === 0}
                      checked={queueId === id}
                      onChange={() => setQueueId(id)}
                    />
                    <span>{name}</span>
                    <span className="quiet">{say('transfer.ready', { ready })}</span>
                  </label>
                ))}
              </fieldset>
            )}
          </Loaded>
        </TabPanel>
        <TabPanel id="agent">
          <Loaded of={targets}>
            {({ librarians }) => (
              <fieldset className="choices">
                <legend className="unseen">{say('transfer.agent')}</legend>
                {librarians.length === 0 && <p className="quiet">{say('transfer.no-agent')}</p>}
                {librarians.map(({ id, name, institutionId }) => (
                  <div key={id} className="choice-row">
                    <label className="choice">
                      <input
                        type="radio"
                        name="agent"
                        checked={agentId === id}
                        onChange={() => setAgentId(id)}
                      />
                      <span>{name}</span>
                      <span className="quiet">{nameOf(institutionId)}</span>
                    </label>
                    <button
                      type="button"
                      className="button plain"
                      aria-label={say('transfer.im', { name })}
                      onClick={() => {
                        talkTo({ kind: 'person', id, name });
                        onClose();
                      }}
                    >
                      {say('transfer.im-short')}
                    </button>
                  </div>
                ))}
              </fieldset>
            )}
          </Loaded>
        </TabPanel>
      </Tabs>
      <fieldset className="choices chips">
        <legend>{say('transfer.why')}</legend>
        {reasonCodes.map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="why" checked={reasonCode === one} onChange={() => setReasonCode(one)} />
            <span>{say(`transfer.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label={say('transfer.reason')}
        hint={say('transfer.reason-hint')}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={1000}
      />
      <Trouble>{offer.trouble}</Trouble>
      <div className="row">
        <Action kind="first" whyNot={whyNot} busy={offer.busy} onPress={() => offer.run()}>
          {say('transfer')}
        </Action>
        <button type="button" className="button plain" onClick={onClose}>
          {say('cancel')}
        </button>
      </div>
    </Ask>
  );
}
