import { ok } from '@carrel/client';
import { useState } from 'react';
import { nameOf } from '@carrel/ui';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Field } from '../../ui/Field.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';
import { useSetting } from './api.js';
import type { EditorProps } from './extras.js';
import { HtmlAsk } from './HtmlAsk.js';
import { alike } from './schema.js';
import { useChoiceLabel } from './SchemaField.js';

interface Message {
  readonly type: string;
  readonly language: string;
  readonly use: 'default' | 'custom';
  readonly greeting: string;
  readonly text: string;
}
type Mockup = Parameters<typeof linkTo>[1];

/** A link for one look in a tab of its own, to show somebody. */
const linkTo = (id: string, type: 'answer' | 'chat-transcript', language: string) =>
  ok(
    api.notifications.POST('/v1/institutions/{id}/message-mockups/{type}/links', {
      params: { path: { id, type }, query: { language } },
    }),
  );

/** Messages to patrons by kind and language: Carrel's wording or the library's own, and Test for a mock-up as saved. */
export function MessagesEditor({ schema, value, onChange, owner, faults, name }: EditorProps) {
  const say = useSay();
  const labelOf = useChoiceLabel();
  const { messages } = value as { messages: readonly Message[] };
  const stored = useSetting<{ messages: readonly Message[] }>(owner, 'custom-messages')?.messages ?? [];
  const languages = useSetting<{ patrons: readonly string[] }>(owner, 'languages')?.patrons ?? ['en'];
  const types = schema.properties?.messages?.items?.properties?.type?.enum ?? [];
  const [type, setType] = useState(types[0] ?? 'answer');
  const [language, setLanguage] = useState(languages[0] ?? 'en');
  const [shown, setShown] = useState(false);
  const [once, setOnce] = useState<string>();
  const link = useCommand(
    () => linkTo(owner.id, type as Mockup, language),
    ({ url }) => setOnce(url),
  );
  const isIt = (one: Message) => one.type === type && one.language === language;
  const n = messages.findIndex(isIt);
  const message: Message = messages[n] ?? { type, language, use: 'default', greeting: '', text: '' };
  const set = (to: Partial<Message>) =>
    onChange({
      messages:
        n < 0
          ? [...messages, { ...message, ...to }]
          : messages.map((one) => (isIt(one) ? { ...one, ...to } : one)),
    });
  const saved = alike(message, stored.find(isIt) ?? message);
  return (
    <div className="messages-editor">
      <nav className="side-choice" aria-label={say('messages.kinds')}>
        {types.map((one) => (
          <button
            key={one}
            type="button"
            className="row-link"
            aria-current={one === type ? 'true' : undefined}
            onClick={() => setType(one)}
          >
            <span>{labelOf(name, one)}</span>
            {messages.some((each) => each.type === one && each.use === 'custom') && (
              <span className="tag">{say('messages.own')}</span>
            )}
          </button>
        ))}
      </nav>
      <div className="side-chosen">
        <h2>{labelOf(name, type)}</h2>
        <label className="inline">
          <span>{say('messages.language')}</span>
          <select className="input" value={language} onChange={({ target }) => setLanguage(target.value)}>
            {[...new Set([...languages, ...messages.map((one) => one.language)])].map((one) => (
              <option key={one} value={one}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="choices">
          <legend>{say('messages.use')}</legend>
          {(['default', 'custom'] as const).map((use) => (
            <label key={use} className="choice">
              <input
                type="radio"
                name="message-use"
                checked={message.use === use}
                onChange={() => set({ use })}
              />
              <span>{say(use === 'default' ? 'messages.default' : 'messages.custom')}</span>
            </label>
          ))}
        </fieldset>
        {message.use === 'custom' && (
          <>
            <Field
              label={say('messages.greeting')}
              value={message.greeting}
              maxLength={500}
              fault={faults[`messages.${n}.greeting`]}
              onChange={(greeting) => set({ greeting })}
            />
            <Field
              label={say('messages.text')}
              value={message.text}
              rows={8}
              maxLength={5000}
              hint={say('messages.tokens')}
              fault={faults[`messages.${n}.text`]}
              onChange={(text) => set({ text })}
            />
          </>
        )}
        <div className="row">
          <Action onPress={() => setShown(true)} whyNot={saved ? undefined : say('test.save-first')}>
            {say('test')}
          </Action>
          <Action
            kind="plain"
            onPress={() => link.run()}
            busy={link.busy}
            whyNot={saved ? undefined : say('test.save-first')}
          >
            {say('messages.link')}
          </Action>
        </div>
        {once && (
          <p>
            <a href={once} target="_blank" rel="noreferrer" onClick={() => setOnce(undefined)}>
              {say('messages.open-once')}
            </a>
          </p>
        )}
        <Trouble>{link.trouble}</Trouble>
      </div>
      {shown && (
        <HtmlAsk
          title={say('messages.mockup', { name: labelOf(name, type) })}
          of={[owner.id, type, language]}
          link={() => linkTo(owner.id, type as Mockup, language)}
          onClose={() => setShown(false)}
        />
      )}
    </div>
  );
}
