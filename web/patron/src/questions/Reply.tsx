import { ok } from '@carrel/client';
import { kept } from '@carrel/ui';
import { useRef, useState } from 'preact/hooks';
import { api } from '../api.js';
import { useSpeech } from '../context.js';
import { TextField } from '../forms/fields.js';
import { tooMany } from '../forms/trouble.js';
import { ClipIcon, CloseIcon, FileIcon } from '../icons.js';
import type { QuestionProps } from './OneQuestion.js';
import { problemIn } from './problem.js';

/** A file of ten megabytes by a slow telephone. */
const FILE_MS = 300_000;
const LARGEST = 10 * 1024 * 1024;
/** Files of one message. */
const MOST = 5;

/** Writes to the library, with files; what is typed outlives a reload, and a file that is there is not sent again. */
export function Reply({ question, questions, token, onChanged }: QuestionProps) {
  const { say } = useSpeech();
  const draft = kept<string>(`carrel-reply:${question.id}`);
  const [text, setText] = useState(draft.get() ?? '');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const given = useRef(new Map<File, string>());

  const type = (now: string) => {
    setText(now);
    draft.set(now || undefined);
  };
  const take = (more: readonly File[]) => {
    const large = more.find(({ size }) => size > LARGEST);
    const all = [...files, ...more.filter(({ size }) => size <= LARGEST)];
    setSaid(
      large
        ? say('file.large', { name: large.name })
        : all.length > MOST
          ? say('own.files.most', { most: MOST })
          : '',
    );
    setFiles(all.slice(0, MOST));
  };
  const upload = async (file: File): Promise<string> => {
    const known = given.current.get(file);
    if (known) return known;
    setSaid(say('file.sending', { name: file.name }));
    const { id } = await ok(
      api(token, FILE_MS).questions.POST('/v1/questions/{id}/files', {
        params: { path: { id: question.id }, query: { name: file.name.slice(0, 200) } } as never,
        body: file as never,
        bodySerializer: (body) => body as never,
        headers: { 'content-type': file.type || 'application/octet-stream' },
      }),
    );
    given.current.set(file, id);
    return id;
  };
  const send = async () => {
    if (busy) return;
    setFault(text.trim() ? '' : say('fault.needed'));
    if (!text.trim()) return;
    setBusy(true);
    let under: File | undefined;
    try {
      const fileIds: string[] = [];
      for (const file of files) {
        under = file;
        fileIds.push(await upload(file));
      }
      under = undefined;
      const params = { path: { id: question.id } };
      const body = { text: text.trim(), ...(fileIds.length ? { fileIds } : {}) };
      await ok(questions.POST('/v1/questions/{id}/replies', { params, body }));
      type('');
      setFiles([]);
      setSaid(say('own.sent'));
      onChanged();
    } catch (error) {
      const problem = problemIn(error);
      if (problem?.status === 429) setSaid(tooMany(say, problem));
      else if (under && problem && problem.status < 500) setSaid(say('file.refused', { name: under.name }));
      else setSaid(under ? say('file.failed', { name: under.name }) : say('trouble.away'));
    }
    setBusy(false);
  };

  const list = files.map((file) => (
    <li key={`${file.name}:${file.size}`}>
      <FileIcon />
      <span>{file.name}</span>
      <button
        type="button"
        class="button plain small"
        aria-label={say('own.files.drop', { name: file.name })}
        title={say('own.files.drop', { name: file.name })}
        onClick={() => setFiles(files.filter((one) => one !== file))}
      >
        <CloseIcon />
      </button>
    </li>
  ));
  return (
    <form
      class="form reply"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take([...(event.dataTransfer?.files ?? [])]);
      }}
      onPaste={(event) => {
        const pasted = [...(event.clipboardData?.files ?? [])];
        if (pasted.length === 0) return;
        event.preventDefault();
        take(pasted);
      }}
    >
      <TextField
        id={`reply-${question.number}`}
        label={say(question.status === 'closed' ? 'own.reply.closed' : 'own.reply')}
        required
        long
        maxLength={20_000}
        value={text}
        fault={fault}
        onInput={type}
      />
      {files.length > 0 && <ul class="given">{list}</ul>}
      <div class="actions">
        <button type="submit" class="button first" aria-disabled={busy}>
          {say(busy ? 'chat.sending' : 'own.send')}
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <button type="button" class="button plain" onClick={() => picker.current?.click()}>
          <ClipIcon />
          {say('own.files.add')}
        </button>
        <p role="status" class="quiet">
          {said}
        </p>
      </div>
    </form>
  );
}
