import { CarrelProblem } from '@carrel/client';
import { kept } from '@carrel/ui';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAround } from '../context.js';
import { ClipIcon, SendIcon } from '../icons.js';
import type { Conversation } from './conversation.js';

const LONGEST = 4000;
const LARGEST = 10 * 1024 * 1024;

interface Props {
  readonly conversation: Conversation;
  readonly left: { lines: number; bytes: number } | null;
}

/** Where a line is written and files are given: by the button, by paste, by drop. What is typed outlives a reload. */
export function Composer({ conversation, left }: Props) {
  const { say } = useAround();
  const draft = kept<string>(`carrel-draft:${conversation.id}`);
  const [text, setText] = useState(draft.get() ?? '');
  const [note, setNote] = useState('');
  const [over, setOver] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);

  // A panel that has come back on another of the site's pages takes nothing from what is done there.
  useEffect(() => void (document.hasFocus() && field.current?.focus()), []);
  useLayoutEffect(() => {
    const { current } = field;
    if (!current) return;
    current.style.height = 'auto';
    current.style.height = `${Math.min(current.scrollHeight + 3, 200)}px`;
  }, [text]);

  const type = (now: string) => {
    setText(now);
    draft.set(now || undefined);
    if (now) conversation.typing();
  };
  const send = () => {
    const said = text.trim();
    if (!said) return;
    conversation.say(said);
    type('');
    field.current?.focus();
  };
  const give = async (given: Iterable<File>) => {
    for (const file of given) {
      if (file.size > LARGEST) {
        setNote(say('file.large', { name: file.name }));
        continue;
      }
      setNote(say('file.sending', { name: file.name }));
      try {
        await conversation.attach(file);
        setNote('');
      } catch (error) {
        const status = error instanceof CarrelProblem ? error.status : 0;
        setNote(say([409, 415, 422].includes(status) ? 'file.refused' : 'file.failed', { name: file.name }));
      }
    }
  };

  return (
    <form
      class={`composer${over ? ' over' : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void give(event.dataTransfer?.files ?? []);
      }}
    >
      <p class="note" role="status">
        {note || (left ? say('chat.nearly.full', { lines: left.lines }) : '')}
      </p>
      <div class="compose-row">
        <input
          ref={files}
          type="file"
          hidden
          multiple
          onChange={(event) => {
            void give([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <button
          type="button"
          class="button plain round"
          aria-label={say('file.add')}
          title={say('file.add')}
          onClick={() => files.current?.click()}
        >
          <ClipIcon />
        </button>
        <textarea
          ref={field}
          class="input"
          rows={1}
          dir="auto"
          maxLength={LONGEST}
          aria-label={say('chat.write')}
          placeholder={say('chat.write')}
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
          onPaste={(event) => {
            const pasted = [...(event.clipboardData?.files ?? [])];
            if (pasted.length === 0) return;
            event.preventDefault();
            void give(pasted);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          class="button first round"
          aria-label={say('chat.send')}
          title={say('chat.send')}
        >
          <SendIcon />
        </button>
      </div>
    </form>
  );
}
