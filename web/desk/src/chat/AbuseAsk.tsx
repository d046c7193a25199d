import { ok } from '@carrel/client';
import { useRef, useState } from 'react';
import { api } from '../api.js';
import { useSay } from '../language.js';
import type { Session } from '../live/types.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';

const lasting = { day: 24, week: 7 * 24, month: 30 * 24 } as const;
type Lasting = keyof typeof lasting;
const marks = ['token', 'address', 'network'] as const;
type Mark = (typeof marks)[number];

interface Props {
  readonly session: Session;
  readonly onClose: () => void;
  readonly onWarned: () => void;
  readonly onOver: () => void;
}

/** An abusive patron is warned with the library's words, then the chat is ended, and he or she may be banned. */
export function AbuseAsk({ session, onClose, onWarned, onOver }: Props) {
  const say = useSay();
  const clientId = useRef(crypto.randomUUID());
  const [banned, setBanned] = useState(false);
  const [length, setLength] = useState<Lasting>('day');
  const [by, setBy] = useState<readonly Mark[]>(['token', 'address']);
  const [note, setNote] = useState('');
  const at = { params: { path: { id: session.id } } };
  const warn = useCommand(
    () =>
      ok(api.chat.POST('/v1/sessions/{id}/warning', { ...at, body: { clientId: `w-${clientId.current}` } })),
    onWarned,
  );
  const disconnect = useCommand(() => {
    const ban = { hours: lasting[length], by: [...by], ...(note.trim() ? { note: note.trim() } : {}) };
    const body = { clientId: `d-${clientId.current}`, ...(banned ? { ban } : {}) };
    return ok(api.chat.POST('/v1/sessions/{id}/disconnect', { ...at, body }));
  }, onOver);
  return (
    <Ask title={say('abuse.title', { name: session.patron.name })} onClose={onClose}>
      <section className="stack">
        <p>{say('abuse.warn-text')}</p>
        <button type="button" className="button first" aria-busy={warn.busy} onClick={() => warn.run()}>
          {say('abuse.warn')}
        </button>
        <Trouble>{warn.trouble}</Trouble>
      </section>
      <section className="stack practice-box danger-box">
        <p>{say('abuse.disconnect-text')}</p>
        <label className="choice">
          <input type="checkbox" checked={banned} onChange={({ target }) => setBanned(target.checked)} />
          <span>{say('abuse.ban')}</span>
        </label>
        {banned && (
          <>
            <fieldset className="choices chips">
              <legend>{say('abuse.how-long')}</legend>
              {(Object.keys(lasting) as Lasting[]).map((one) => (
                <label key={one} className="choice">
                  <input
                    type="radio"
                    name="length"
                    checked={length === one}
                    onChange={() => setLength(one)}
                  />
                  <span>{say(`abuse.${one}`)}</span>
                </label>
              ))}
            </fieldset>
            <fieldset className="choices">
              <legend>{say('abuse.by')}</legend>
              {marks.map((mark) => (
                <label key={mark} className="choice">
                  <input
                    type="checkbox"
                    checked={by.includes(mark)}
                    onChange={({ target }) =>
                      setBy(target.checked ? [...by, mark] : by.filter((other) => other !== mark))
                    }
                  />
                  <span>{say(`abuse.by-${mark}`)}</span>
                </label>
              ))}
            </fieldset>
            <Field label={say('abuse.note')} value={note} onChange={setNote} rows={2} maxLength={500} />
          </>
        )}
        <Trouble>{disconnect.trouble}</Trouble>
        <Action
          kind="danger"
          onPress={() => disconnect.run()}
          busy={disconnect.busy}
          whyNot={banned && by.length === 0 ? say('abuse.by-first') : undefined}
        >
          {say(banned ? 'abuse.disconnect-and-ban' : 'abuse.disconnect')}
        </Action>
      </section>
    </Ask>
  );
}
