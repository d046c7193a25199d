import { CarrelProblem, ok } from '@carrel/client';
import { useRef, useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Field } from '../../ui/Field.js';
import { troubleOf } from '../../ui/trouble.js';
import { accountsIn, type AccountLine } from '../csv.js';
import { useSay, type Key } from '../words.js';

interface Props {
  readonly institutionId: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}
interface Result {
  readonly line: AccountLine;
  readonly state: 'made' | 'there' | 'refused';
  readonly why?: string;
}

/** Many accounts from a file, one after the other, each with what became of it. */
export function ManyAccounts({ institutionId, onDone, onClose }: Props) {
  const say = useSay();
  const [text, setText] = useState('');
  const [invite, setInvite] = useState(true);
  const [results, setResults] = useState<readonly Result[]>([]);
  const [running, setRunning] = useState(false);
  const stopped = useRef(false);
  const lines = accountsIn(text);
  const good = lines.filter(({ account }) => account);

  const run = async () => {
    if (running || good.length === 0) return;
    stopped.current = false;
    setRunning(true);
    setResults([]);
    for (const line of lines) {
      if (stopped.current) break;
      const result = await one(line);
      setResults((before) => [...before, result]);
    }
    setRunning(false);
    onDone();
  };
  const one = async (line: AccountLine): Promise<Result> => {
    if (!line.account)
      return {
        line,
        state: 'refused',
        why: say(`many.fault.${line.fault!.what}` as Key, { words: line.fault!.words }),
      };
    try {
      const body = { ...line.account, roles: [...line.account.roles], institutionId, invite };
      await ok(api.admin.POST('/v1/accounts', { body }));
      return { line, state: 'made' };
    } catch (error) {
      const taken = error instanceof CarrelProblem && error.problem?.code === 'email-taken';
      return { line, state: taken ? 'there' : 'refused', why: troubleOf(error, say) };
    }
  };
  const made = results.filter(({ state }) => state === 'made').length;
  return (
    <section className="panel stack" aria-labelledby="many-title">
      <h2 id="many-title">{say('accounts.many')}</h2>
      <p>{say('many.text')}</p>
      <pre className="example" tabIndex={0}>
        {
          'robin@library.example,Robin Reader,librarian,yes\nkim@library.example,Kim Lee,librarian reviewer,no'
        }
      </pre>
      <label className="field">
        <span className="label">{say('many.file')}</span>
        <input
          type="file"
          accept=".csv,.txt,text/csv"
          onChange={({ target }) => void target.files?.[0]?.text().then(setText)}
        />
      </label>
      <Field label={say('many.lines')} rows={6} value={text} onChange={setText} />
      <label className="choice">
        <input type="checkbox" checked={invite} onChange={({ target }) => setInvite(target.checked)} />
        <span>{say('accounts.invite')}</span>
      </label>
      <div className="row">
        <Action
          kind="first"
          onPress={() => void run()}
          busy={running}
          whyNot={good.length === 0 ? say('many.none') : undefined}
        >
          {say('many.make', { count: good.length })}
        </Action>
        {running ? (
          <Action onPress={() => (stopped.current = true)}>{say('many.stop')}</Action>
        ) : (
          <Action kind="plain" onPress={onClose}>
            {say('close')}
          </Action>
        )}
      </div>
      {(running || results.length > 0) && (
        <>
          <progress max={lines.length} value={results.length} aria-label={say('many.progress')} />
          <p role="status">{say('many.done', { done: results.length, of: lines.length, made })}</p>
          <ol className="plain-list">
            {results.map(({ line, state, why }) => (
              <li key={line.line}>
                <span className={`tag ${state === 'made' ? 'good' : 'bad'}`}>{say(`many.${state}`)}</span>{' '}
                {say('many.line', { n: line.line })} {line.account?.email}{' '}
                {why && <span className="quiet">{why}</span>}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
