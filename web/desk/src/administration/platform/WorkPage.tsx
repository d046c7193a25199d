import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useLibraryName } from '../../frame/me.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { When } from '../../ui/time.js';
import { useCommand } from '../../ui/useCommand.js';
import { Erasures } from '../library/Erasures.js';
import { useSay } from '../words.js';
import { Rebuilds } from './Rebuilds.js';

const query = { params: { query: { limit: 50 } } };
const sources = {
  admin: {
    read: () => ok(api.admin.GET('/v1/imports', query)),
    cancel: (id: string) => ok(api.admin.POST('/v1/imports/{id}/cancel', { params: { path: { id } } })),
    remarks: (id: string) =>
      ok(api.admin.GET('/v1/imports/{id}/remarks', { params: { path: { id }, query: { limit: 100 } } })),
  },
  questions: {
    read: () => ok(api.questions.GET('/v1/imports', query)),
    cancel: (id: string) => ok(api.questions.POST('/v1/imports/{id}/cancel', { params: { path: { id } } })),
    remarks: (id: string) =>
      ok(api.questions.GET('/v1/imports/{id}/remarks', { params: { path: { id }, query: { limit: 100 } } })),
  },
} as const;
type Of = keyof typeof sources;
type Run = Awaited<ReturnType<(typeof sources)[Of]['read']>>['items'][number] & { readonly of: Of };

const readImports = async (): Promise<Run[]> => {
  const pages = await Promise.all(
    (Object.keys(sources) as Of[]).map(async (of) =>
      (await sources[of].read()).items.map((run) => ({ ...run, of })),
    ),
  );
  return pages.flat().sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
};

/** Work that takes its time: files moved in from another system, patrons forgotten, and what is made anew. */
export function WorkPage() {
  const say = useSay();
  const libraryOf = useLibraryName();
  return (
    <>
      <h1>{say('work')}</h1>
      <Imports />
      <section className="panel stack" aria-labelledby="erasures-title">
        <h2 id="erasures-title">{say('work.erasures')}</h2>
        <Erasures nameOf={libraryOf} />
      </section>
      <Rebuilds />
    </>
  );
}

function Imports() {
  const say = useSay();
  const queries = useQueryClient();
  const imports = useQuery({
    queryKey: ['imports'],
    queryFn: readImports,
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === 'running') ? 2_000 : 15_000),
  });
  const [stopping, setStopping] = useState<Run>();
  const [read, setRead] = useState<Run>();
  const stop = useCommand(
    ({ of, id }: Run) => sources[of].cancel(id),
    () => {
      setStopping(undefined);
      void queries.invalidateQueries({ queryKey: ['imports'] });
    },
  );
  return (
    <section className="panel stack" aria-labelledby="imports-title">
      <h2 id="imports-title">{say('imports')}</h2>
      <p>{say('imports.text')}</p>
      <Loaded of={imports}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={say('imports.none')} />
          ) : (
            <ul className="setting-rows">
              {all.map((run) => (
                <li key={run.id} className="plain-row">
                  <span>
                    <strong>{run.fileName}</strong>
                    <span className="quiet said">
                      {run.source}, {run.kind} · <When at={run.startedAt} />
                    </span>
                  </span>
                  <span className="stack">
                    <span className="row">
                      <progress
                        aria-label={say('imports.progress', { name: run.fileName })}
                        value={run.progress}
                        max={1}
                      />
                      <span className={`tag ${run.status === 'finished' ? 'good' : ''}`}>
                        {say(`imports.${run.status}`)}
                      </span>
                    </span>
                    <span className="quiet">
                      {say('imports.rows', {
                        rows: run.rows,
                        added: run.added,
                        refused: run.refused,
                        changed: run.changed,
                      })}
                    </span>
                  </span>
                  <span className="row">
                    {run.refused + run.changed > 0 && (
                      <Action
                        kind="plain"
                        label={say('imports.remarks-of', { name: run.fileName })}
                        onPress={() => setRead(run)}
                      >
                        {say('imports.remarks')}
                      </Action>
                    )}
                    {(run.status === 'running' || run.status === 'stopped') && (
                      <Action
                        kind="danger"
                        label={say('work.cancel-of', { name: run.fileName })}
                        onPress={() => setStopping(run)}
                      >
                        {say('work.cancel')}
                      </Action>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {stopping && (
        <Sure
          title={say('work.cancel-of', { name: stopping.fileName })}
          text={say('imports.cancel-text')}
          does={say('work.cancel')}
          not={say('work.go-on')}
          command={stop}
          onDo={() => stop.run(stopping)}
          onClose={() => setStopping(undefined)}
        />
      )}
      {read && <Remarks of={read} onClose={() => setRead(undefined)} />}
    </section>
  );
}

function Remarks({ of: run, onClose }: { of: Run; onClose: () => void }) {
  const say = useSay();
  const remarks = useQuery({
    queryKey: ['import-remarks', run.id],
    queryFn: () => sources[run.of].remarks(run.id),
  });
  return (
    <Ask title={say('imports.remarks-of', { name: run.fileName })} onClose={onClose} wide>
      <Loaded of={remarks}>
        {({ items, nextCursor }) => (
          <>
            <ul className="setting-rows">
              {items.map((one) => (
                <li key={one.row} className="plain-row">
                  <strong>{say('imports.line', { line: one.line })}</strong>
                  <span>
                    {one.field && <code>{one.field}</code>} {one.message}
                  </span>
                  <span className="tag">{say(`imports.was-${one.what}`)}</span>
                </li>
              ))}
            </ul>
            {nextCursor && <p className="quiet">{say('imports.more-remarks')}</p>}
          </>
        )}
      </Loaded>
    </Ask>
  );
}
