import { CarrelProblem, ok } from '@carrel/client';
import { useRef, useState } from 'preact/hooks';
import { api } from '../api.js';
import { useAround } from '../context.js';
import { SendIcon } from '../icons.js';
import { inWords } from '../language.js';
import type { Asked } from './AskedView.js';
import { isAddress, type Draft, type Faults } from './draft.js';
import { CheckField, ChoiceField, TextField } from './fields.js';
import { Privacy } from './Privacy.js';
import { taskFailed, withTask } from './task.js';
import { TaskNote, tooMany, Trouble, useFaultFocus } from './trouble.js';

interface Props {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** The token of the tab's last chat. */
  readonly earlier: string | undefined;
  readonly onAsked: (asked: Asked) => void;
  /** Back to the chat, where it is open. */
  readonly onChat: (() => void) | undefined;
}

/** The library's own form: a question that is answered by mail. */
export function QuestionForm({ draft, onDraft, earlier, onAsked, onChat }: Props) {
  const { page, say } = useAround();
  const { title, introduction, subject, email: address, fields: asked } = page.askForm;
  const [faults, setFaults] = useState<Faults>({});
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const [solving, setSolving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useFaultFocus(form, faults);
  const change = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  const answerTo = (name: string) => draft.fields[`ask:${name}`] ?? '';
  const needsAddress = address === 'required';

  const judge = (): Faults => {
    const found: Record<string, string> = {};
    if (!draft.question.trim()) found.question = say('fault.question');
    if (!draft.name.trim()) found.name = say('fault.needed');
    if (subject === 'required' && !draft.subject.trim()) found.subject = say('fault.needed');
    if (needsAddress && !draft.email.trim()) found.email = say('fault.needed');
    else if (draft.email.trim() && !isAddress(draft.email.trim())) found.email = say('fault.address');
    for (const { name, required } of asked)
      if (required && !answerTo(name).trim()) found[`ask-${name}`] = say('fault.needed');
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
    const body = {
      institutionId: page.institutionId,
      text: draft.question.trim(),
      ...(subject !== 'hidden' && draft.subject.trim() ? { subject: draft.subject.trim() } : {}),
      patron: { name: draft.name.trim(), ...(email ? { email } : {}) },
      fields: Object.fromEntries(
        asked.flatMap(({ name }) => (answerTo(name) ? [[name, answerTo(name)]] : [])),
      ),
    };
    try {
      const { number, acknowledgement, token } = await withTask(
        (solution) => ok(api(earlier).questions.POST('/v1/questions', { body: { ...body, ...solution } })),
        () => setSolving(true),
      );
      onAsked({ number, acknowledgement: acknowledgement ?? '', email, token });
      onDraft({ ...draft, question: '', subject: '', fields: {} });
    } catch (error) {
      setBusy(false);
      setSolving(false);
      const problem = error instanceof CarrelProblem ? error.problem : undefined;
      if (problem?.status === 422) {
        const paths = (problem.errors ?? []).map(({ path }) => path.replace('patron.', ''));
        setFaults(Object.fromEntries(paths.map((path) => [path, say('fault.wrong')])));
        if (paths.length === 0) setTrouble(problem.detail);
      } else if (problem?.status === 429) setTrouble(tooMany(say, problem));
      else if (taskFailed(error)) setTrouble(say('task.failed', { library: page.name }));
      else if (problem?.code === 'banned') setTrouble(problem.detail);
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
      <h2>{inWords(say, 'ask.own', title)}</h2>
      {introduction && <p class="words">{introduction}</p>}
      <Trouble text={trouble} />
      {subject !== 'hidden' && (
        <TextField
          {...{ id: 'subject', label: say('form.subject'), required: subject === 'required', maxLength: 200 }}
          value={draft.subject}
          fault={faults.subject}
          onInput={(text) => change({ subject: text })}
        />
      )}
      <TextField
        {...{ id: 'question', label: say('form.question'), long: true, required: true, maxLength: 20_000 }}
        value={draft.question}
        fault={faults.question}
        onInput={(question) => change({ question })}
      />
      <div class="pair">
        <TextField
          {...{ id: 'name', label: say('form.name'), required: true, maxLength: 200, autocomplete: 'name' }}
          value={draft.name}
          fault={faults.name}
          onInput={(name) => change({ name })}
        />
        <TextField
          {...{ id: 'email', label: say('form.email'), type: 'email', maxLength: 254, autocomplete: 'email' }}
          required={needsAddress}
          value={draft.email}
          hint={say('form.email.answer')}
          fault={faults.email}
          onInput={(email) => change({ email })}
        />
      </div>
      {asked.map(({ name, label, kind, required, options, optionLabels }) => {
        const field = {
          ...{ id: `ask-${name}`, label, required, fault: faults[`ask-${name}`], value: answerTo(name) },
          onInput: (value: string) => change({ fields: { ...draft.fields, [`ask:${name}`]: value } }),
        };
        if (kind === 'choice')
          return <ChoiceField key={name} {...field} options={options} labels={optionLabels} />;
        if (kind === 'checkbox') return <CheckField key={name} {...field} />;
        return <TextField key={name} {...field} long={kind === 'text'} maxLength={5000} />;
      })}
      <Privacy />
      <TaskNote solving={solving} />
      <div class="actions">
        <button type="submit" class="button first large" aria-disabled={busy}>
          <SendIcon />
          {say(busy ? 'ask.sending' : 'ask.send')}
        </button>
        {onChat && (
          <button type="button" class="button plain" onClick={onChat}>
            {say('ask.chat')}
          </button>
        )}
      </div>
    </form>
  );
}
