import { CarrelProblem, ok } from '@carrel/client';
import { useRef, useState } from 'preact/hooks';
import { api } from '../api.js';
import type { Held } from '../chat/conversation.js';
import { useAround } from '../context.js';
import { BubbleIcon } from '../icons.js';
import { isAddress, type Draft, type Faults } from './draft.js';
import { ChoiceField, TextField } from './fields.js';
import { Privacy } from './Privacy.js';
import { taskFailed, withTask } from './task.js';
import { TaskNote, tooMany, Trouble, useFaultFocus } from './trouble.js';

interface Props {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** The token of the tab's last chat. */
  readonly earlier: string | undefined;
  readonly onBegun: (held: Held) => void;
  readonly onClosed: (nextOpening: string | null) => void;
  readonly onByMail: () => void;
}

/** What the library's queue asks before a chat. */
export function ChatForm({ draft, onDraft, earlier, onBegun, onClosed, onByMail }: Props) {
  const { page, say } = useAround();
  const [faults, setFaults] = useState<Faults>({});
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const [solving, setSolving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useFaultFocus(form, faults);
  const change = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  const answer = (name: string, value: string) => change({ fields: { ...draft.fields, [name]: value } });

  const judge = (): Faults => {
    const found: Record<string, string> = {};
    if (!draft.name.trim()) found.name = say('fault.needed');
    if (draft.email.trim() && !isAddress(draft.email.trim())) found.email = say('fault.address');
    for (const { name, required } of page.fields)
      if (required && !draft.fields[name]?.trim()) found[`field-${name}`] = say('fault.needed');
    if (!draft.question.trim()) found.question = say('fault.question');
    return found;
  };

  const send = async () => {
    if (busy) return;
    if (page.preview) return setTrouble(say('preview.text'));
    const found = judge();
    setFaults(found);
    setTrouble('');
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const email = draft.email.trim();
    const fields = Object.fromEntries(
      page.fields.flatMap(({ name }) =>
        draft.fields[name]?.trim() ? [[name, draft.fields[name]!.trim()]] : [],
      ),
    );
    const body = {
      institutionId: page.institutionId,
      patron: { name: draft.name.trim(), ...(email ? { email } : {}) },
      question: draft.question.trim(),
      ...(Object.keys(fields).length ? { fields } : {}),
    };
    try {
      const { id, token } = await withTask(
        (solution) => ok(api(earlier).chat.POST('/v1/sessions', { body: { ...body, ...solution } })),
        () => setSolving(true),
      );
      onBegun({ id, token, outbox: [] });
    } catch (error) {
      setBusy(false);
      setSolving(false);
      const problem = error instanceof CarrelProblem ? error.problem : undefined;
      const facts = problem?.facts as { nextOpening?: string | null; page?: { title: string; text: string } };
      if (problem?.code === 'chat-closed') onClosed(facts?.nextOpening ?? null);
      else if (problem?.code === 'banned' && facts?.page)
        setTrouble(`${facts.page.title}. ${facts.page.text}`);
      else if (problem?.status === 422) setFaults(faultsOf(problem.errors ?? [], say('fault.address')));
      else if (problem?.status === 429) setTrouble(tooMany(say, problem));
      else if (taskFailed(error)) setTrouble(say('task.failed', { library: page.name }));
      else setTrouble(say('trouble.away'));
    }
  };

  return (
    <form
      ref={form}
      class="card form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Trouble text={trouble} />
      <TextField
        {...{ id: 'question', label: say('form.question'), long: true, required: true, maxLength: 5000 }}
        value={draft.question}
        fault={faults.question}
        onInput={(question) => change({ question })}
      />
      <div class="pair">
        <TextField
          {...{ id: 'name', label: say('form.name'), required: true, maxLength: 100, autocomplete: 'name' }}
          value={draft.name}
          fault={faults.name}
          onInput={(name) => change({ name })}
        />
        <TextField
          {...{ id: 'email', label: say('form.email'), type: 'email', maxLength: 254, autocomplete: 'email' }}
          value={draft.email}
          hint={say('form.email.hint')}
          fault={faults.email}
          onInput={(email) => change({ email })}
        />
      </div>
      {page.fields.map(({ name, label, required, options, optionLabels }) => {
        const field = {
          ...{ id: `field-${name}`, label, required, fault: faults[`field-${name}`] },
          value: draft.fields[name] ?? '',
          onInput: (value: string) => answer(name, value),
        };
        return options.length ? (
          <ChoiceField key={name} {...field} options={options} labels={optionLabels} />
        ) : (
          <TextField key={name} {...field} maxLength={1000} />
        );
      })}
      <Privacy />
      <TaskNote solving={solving} />
      <div class="actions">
        <button type="submit" class="button first large" aria-disabled={busy}>
          <BubbleIcon />
          {say(busy ? 'form.starting' : 'form.start')}
        </button>
        <button type="button" class="button plain" onClick={onByMail}>
          {say('form.by.mail')}
        </button>
      </div>
    </form>
  );
}

/** Which fields the server refused. */
function faultsOf(errors: readonly { path: string }[], address: string): Faults {
  return Object.fromEntries(
    errors.map(({ path }) => [path.startsWith('patron.') ? path.slice(7) : path, address] as const),
  );
}
