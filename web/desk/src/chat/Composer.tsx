import { ok } from '@carrel/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api.js';
import { useAccount } from '../frame/me.js';
import { useSay } from '../language.js';
import type { Session } from '../live/types.js';
import { useDraft } from '../ui/drafts.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { PagePush } from './PagePush.js';
import { ScriptList, useFilledScript, useScripts, type Script } from './Scripts.js';

const TYPING_EVERY_MS = 3_000;

/** The reply box. What is sent keeps its name until it is written down, so that it is said once however often it is tried. */
export function Composer({ session, current }: { session: Session; lastSeq: number; current: boolean }) {
  const say = useSay();
  const account = useAccount();
  const queries = useQueryClient();
  const [text, setText] = useDraft(account.id, `chat:${session.id}`);
  const [pushing, setPushing] = useState<{ url: string; title: string }>();
  // It outlives a reload with the text: a line whose answer was lost is not said twice.
  const [sentAs, setSentAs] = useDraft(account.id, `sent:${session.id}`);
  const typed = useRef(0);
  const box = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const at = { params: { path: { id: session.id } } };
  const send = useCommand(
    () => {
      const clientId = sentAs || crypto.randomUUID();
      setSentAs(clientId);
      const body = { text: text.trim(), clientId };
      return ok(api.chat.POST('/v1/sessions/{id}/messages', { ...at, body }));
    },
    () => {
      setSentAs('');
      setText('');
      box.current?.focus();
    },
  );
  const attach = useCommand(
    async (given: File) => {
      const name = given.name;
      await ok(
        api.chat.POST('/v1/sessions/{id}/attachments', {
          params: { path: { id: session.id }, query: { name } },
          headers: { 'content-type': given.type || 'application/octet-stream' },
          body: given as never,
          bodySerializer: (body: unknown) => body as never,
        }),
      );
    },
    () => void queries.invalidateQueries({ queryKey: ['chat-files', session.id] }),
  );
  const closing = useCommand(() => ok(api.chat.POST('/v1/sessions/{id}/closing', at)));
  useEffect(() => {
    if (current && document.activeElement === document.body) box.current?.focus();
  }, [current]);

  const scripts = useScripts();
  const filled = useFilledScript(session, account.name);
  const wanted = /^\/(\S*)$/.exec(text)?.[1];
  const listed = wanted === undefined ? undefined : scripts.filter(({ name }) => matches(name, wanted));
  const [chosen, setChosen] = useState(0);
  const take = (script: Script) => {
    if (script.kind === 'url') {
      setPushing({ url: script.content, title: script.name });
      setText('');
    } else setText(filled(script));
    setChosen(0);
    box.current?.focus();
  };
  const change = (now: string) => {
    if (now !== text) setSentAs('');
    setText(now);
    setChosen(0);
    if (!now || now.startsWith('/') || Date.now() - typed.current < TYPING_EVERY_MS) return;
    typed.current = Date.now();
    void api.chat.POST('/v1/sessions/{id}/typing', at).catch(() => {});
  };
  const submit = () => {
    if (text.trim() && !listed?.length) send.run();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Trouble again={() => send.run()}>{send.trouble}</Trouble>
      <Trouble>{attach.trouble ?? closing.trouble}</Trouble>
      <Suggested
        session={session}
        empty={text === ''}
        onTake={(words) => (change(words), box.current?.focus())}
      />
      {listed && <ScriptList scripts={listed} chosen={chosen} onTake={take} />}
      <textarea
        ref={box}
        id={current ? 'reply' : undefined}
        className="input"
        rows={3}
        value={text}
        maxLength={4000}
        aria-label={say('chat.reply-to', { name: session.patron.name })}
        placeholder={say('chat.reply-hint')}
        role={listed ? 'combobox' : undefined}
        aria-expanded={listed ? listed.length > 0 : undefined}
        aria-controls={listed ? 'script-list' : undefined}
        aria-activedescendant={listed?.length ? `script-${chosen}` : undefined}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (listed?.length) {
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step) {
              event.preventDefault();
              setChosen((chosen + step + listed.length) % listed.length);
            } else if (event.key === 'Enter' || event.key === 'Tab') {
              event.preventDefault();
              take(listed[chosen] ?? listed[0]!);
            } else if (event.key === 'Escape') setText('');
          } else if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            submit();
          }
        }}
      />
      <div className="row composer-row">
        <button className="button first" type="submit" aria-busy={send.busy}>
          {say('send')}
        </button>
        <button type="button" className="button" onClick={() => (setText('/'), box.current?.focus())}>
          {say('scripts')}
        </button>
        <button type="button" className="button" onClick={() => setPushing({ url: '', title: '' })}>
          {say('page.push')}
        </button>
        <button
          type="button"
          className="button"
          aria-busy={attach.busy}
          onClick={() => file.current?.click()}
        >
          {say('files.send')}
        </button>
        <input
          ref={file}
          type="file"
          className="unseen"
          tabIndex={-1}
          aria-label={say('files.send')}
          onChange={({ target }) => {
            const [given] = target.files ?? [];
            if (given) attach.run(given);
            target.value = '';
          }}
        />
        <button type="button" className="button plain" aria-busy={closing.busy} onClick={() => closing.run()}>
          {say('closing')}
        </button>
      </div>
      {pushing && <PagePush session={session} first={pushing} onClose={() => setPushing(undefined)} />}
    </form>
  );
}

/** Whoever has fallen silent is asked; with yellow he or she is warned first (R17 to R19). */
function Suggested({
  session: { silence, patronLeftAt },
  empty,
  onTake,
}: {
  session: Session;
  empty: boolean;
  onTake: (words: string) => void;
}) {
  const say = useSay();
  if (!empty || patronLeftAt || !(silence?.prompt || silence?.yellow)) return null;
  const words = say(silence.yellow ? 'silence.gone-words' : 'silence.ask-words');
  return (
    <button type="button" className="button suggested" onClick={() => onTake(words)}>
      <span className="quiet">{say(silence.yellow ? 'silence.gone' : 'silence.ask')}</span> “{words}”
    </button>
  );
}

const matches = (name: string, wanted: string): boolean =>
  name
    .toLowerCase()
    .split(/\s+/)
    .some((part) => part.startsWith(wanted.toLowerCase()));
