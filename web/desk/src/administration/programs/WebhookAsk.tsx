import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Field } from '../../ui/Field.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { Choices } from '../settings/pickers.js';
import { useSay } from '../words.js';
import { eventNames } from './events.js';
import type { OwnerOfPrograms } from './ProgramsPage.js';
import type { Webhook } from './Webhooks.js';

interface Props {
  /** None: a new one. */
  readonly of?: Webhook;
  readonly owner?: OwnerOfPrograms;
  readonly onClose: () => void;
  /** @param made a new one, with its secret */
  readonly onDone: (made?: { url: string; secret: string }) => void;
}

/** An address that is sent what happens: all of it, or the events that are chosen. */
export function WebhookAsk({ of, owner, onClose, onDone }: Props) {
  const say = useSay();
  const [url, setUrl] = useState(of?.url ?? '');
  const [description, setDescription] = useState(of?.description ?? '');
  const [every, setEvery] = useState(!of?.events);
  const [events, setEvents] = useState<readonly string[]>(of?.events ?? []);
  const save = useCommand(async () => {
    const body = {
      url: url.trim(),
      description: description.trim(),
      events: every ? null : eventNames.filter((name) => events.includes(name)),
    };
    if (of) {
      const params = { path: { id: of.id } };
      await ok(
        api.notifications.PUT('/v1/webhooks/{id}', { params, body: { ...body, enabled: of.enabled } }),
      );
      return undefined;
    }
    const whose = owner?.level === 'group' ? { groupId: owner.id } : { institutionId: owner!.id };
    return ok(api.notifications.POST('/v1/webhooks', { body: { ...body, ...whose } }));
  }, onDone);
  const whyNot = !/^https?:\/\/\S+/.test(url)
    ? say('webhooks.url-first')
    : every || events.length > 0
      ? undefined
      : say('webhooks.events-first');
  return (
    <Ask
      title={of ? say('webhooks.change-name', { address: of.url }) : say('webhooks.new')}
      onClose={onClose}
    >
      <Field label={say('webhooks.url')} type="url" value={url} onChange={setUrl} maxLength={2000} />
      <Field
        label={say('webhooks.description')}
        value={description}
        onChange={setDescription}
        maxLength={200}
      />
      <fieldset className="choices">
        <legend>{say('webhooks.sent')}</legend>
        {([true, false] as const).map((all) => (
          <label key={String(all)} className="choice">
            <input type="radio" name="every" checked={every === all} onChange={() => setEvery(all)} />
            <span>{say(all ? 'webhooks.every' : 'webhooks.some')}</span>
          </label>
        ))}
      </fieldset>
      {!every && (
        <Choices
          label={say('webhooks.events')}
          chosen={events}
          choices={eventNames.map((name) => ({ id: name, name }))}
          onChange={setEvents}
        />
      )}
      <Trouble>{save.trouble}</Trouble>
      <div className="row">
        <Action kind="first" onPress={() => save.run()} busy={save.busy} whyNot={whyNot}>
          {say(of ? 'save' : 'programs.make')}
        </Action>
      </div>
    </Ask>
  );
}
