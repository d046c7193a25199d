import { ok } from '@carrel/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { Colleagues } from './AssignAsk.js';
import { useColleagues, type Row } from './api.js';
import { useSay } from './words.js';

interface Props {
  readonly rows: readonly Row[];
  readonly onClear: () => void;
  readonly onDone: () => void;
}
const MOST = 100;
type Done = { readonly done: readonly string[]; readonly refused: readonly { id: string; detail: string }[] };

/** What is done with many questions at once; each that is refused says why, and the others are done. */
export function BulkBar({ rows, onClear, onDone }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'assign' | 'close'>();
  const [result, setResult] = useState<Done>();
  const tooMany = rows.length > MOST ? say('bulk.most', { most: MOST }) : undefined;
  return (
    <div className="row panel bulk" role="group" aria-label={say('bulk')}>
      <strong role="status">{say('bulk.chosen', { count: rows.length })}</strong>
      <Action whyNot={tooMany} onPress={() => setAsked('assign')}>
        {say('assign')}
      </Action>
      <Action whyNot={tooMany} onPress={() => setAsked('close')}>
        {say('close-question')}
      </Action>
      <button type="button" className="button plain" onClick={onClear}>
        {say('bulk.clear')}
      </button>
      {asked && (
        <BulkAsk
          kind={asked}
          rows={rows}
          onClose={() => setAsked(undefined)}
          onDone={(done) => {
            setAsked(undefined);
            setResult(done);
            void queries.invalidateQueries({ queryKey: ['questions'] });
          }}
        />
      )}
      {result && <BulkResult rows={rows} result={result} onClose={onDone} />}
    </div>
  );
}

interface AskProps {
  readonly kind: 'assign' | 'close';
  readonly rows: readonly Row[];
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

function BulkAsk({ kind, rows, onClose, onDone }: AskProps) {
  const say = useSay();
  const people = useColleagues();
  const [assigneeId, setAssigneeId] = useState<string>();
  const run = useCommand((): Promise<Done> => {
    const ids = rows.map(({ id }) => id);
    if (kind === 'close') return ok(api.questions.POST('/v1/questions/bulk/close', { body: { ids } }));
    return ok(api.questions.POST('/v1/questions/bulk/assign', { body: { ids, assigneeId: assigneeId! } }));
  }, onDone);
  const whyNot = kind === 'assign' && !assigneeId ? say('assign.choose') : undefined;
  return (
    <Ask title={say(`bulk.${kind}`, { count: rows.length })} onClose={onClose}>
      {kind === 'close' ? (
        <p>{say('close.text')}</p>
      ) : (
        <Colleagues people={people} chosen={assigneeId} onChoose={setAssigneeId} />
      )}
      <Trouble>{run.trouble}</Trouble>
      <div className="row">
        <Action kind="first" busy={run.busy} whyNot={whyNot} onPress={() => run.run()}>
          {say(kind === 'close' ? 'close-question' : 'assign')}
        </Action>
      </div>
    </Ask>
  );
}

function BulkResult({ rows, result, onClose }: { rows: readonly Row[]; result: Done; onClose: () => void }) {
  const say = useSay();
  const named = new Map(rows.map((row) => [row.id, row]));
  return (
    <Ask title={say('bulk.result')} onClose={onClose} wide>
      <p role="status">{say('bulk.done', { count: result.done.length })}</p>
      {result.refused.length > 0 && (
        <>
          <p className="note warn">
            <span aria-hidden="true">⚠ </span>
            {say('bulk.refused', { count: result.refused.length })}
          </p>
          <ul className="plain-list results">
            {result.refused.map(({ id, detail }) => (
              <li key={id}>
                <strong>{named.get(id)?.subject ?? named.get(id)?.number}</strong>
                <span className="block quiet">{detail}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="row">
        <Action kind="first" onPress={onClose}>
          {say('close')}
        </Action>
      </div>
    </Ask>
  );
}
