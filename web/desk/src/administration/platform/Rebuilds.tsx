import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';

const query = { params: { query: { limit: 50 } } };
const sources = {
  admin: {
    read: () => ok(api.admin.GET('/v1/rebuilds', query)),
    start: (kind: Kind) => ok(api.admin.POST('/v1/rebuilds', { body: { kind } })),
    cancel: (id: string) => ok(api.admin.POST('/v1/rebuilds/{id}/cancel', { params: { path: { id } } })),
  },
  questions: {
    read: () => ok(api.questions.GET('/v1/rebuilds', query)),
    start: (kind: Kind) => ok(api.questions.POST('/v1/rebuilds', { body: { kind } })),
    cancel: (id: string) => ok(api.questions.POST('/v1/rebuilds/{id}/cancel', { params: { path: { id } } })),
  },
} as const;
const keptBy = { directory: 'admin', statistics: 'questions', search: 'questions' } as const;
type Kind = keyof typeof keptBy;
const kinds = Object.keys(keptBy) as Kind[];
type Rebuild = Awaited<ReturnType<(typeof sources)['admin']['read']>>['items'][number];

const readRebuilds = async (): Promise<Rebuild[]> =>
  (await Promise.all(Object.values(sources).map(async ({ read }) => (await read()).items))).flat();

/** What is derived from other data, how its last rebuild went, and another. */
export function Rebuilds() {
  const say = useSay();
  const queries = useQueryClient();
  const rebuilds = useQuery({
    queryKey: ['rebuilds'],
    queryFn: readRebuilds,
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === 'running') ? 1_000 : 15_000),
  });
  const [stopping, setStopping] = useState<Rebuild>();
  const fresh = () => void queries.invalidateQueries({ queryKey: ['rebuilds'] });
  const start = useCommand((kind: Kind) => sources[keptBy[kind]].start(kind), fresh);
  const stop = useCommand(
    ({ kind, id }: Rebuild) => sources[keptBy[kind]].cancel(id),
    () => {
      setStopping(undefined);
      fresh();
    },
  );
  return (
    <section className="panel stack" aria-labelledby="rebuilds-title">
      <h2 id="rebuilds-title">{say('rebuilds')}</h2>
      <p>{say('rebuilds.text')}</p>
      <Loaded of={rebuilds}>
        {(all) => (
          <ul className="setting-rows">
            {kinds.map((kind) => (
              <Row
                key={kind}
                kind={kind}
                last={all.find((one) => one.kind === kind)}
                starting={start.busy}
                onStart={() => start.run(kind)}
                onCancel={setStopping}
              />
            ))}
          </ul>
        )}
      </Loaded>
      <Trouble>{start.trouble}</Trouble>
      {stopping && (
        <Sure
          title={say('work.cancel-of', { name: say(`rebuilds.${stopping.kind}`) })}
          text={say('rebuilds.cancel-text')}
          does={say('work.cancel')}
          not={say('work.go-on')}
          command={stop}
          onDo={() => stop.run(stopping)}
          onClose={() => setStopping(undefined)}
        />
      )}
    </section>
  );
}

function Row({
  kind,
  last,
  starting,
  onStart,
  onCancel,
}: {
  kind: Kind;
  last: Rebuild | undefined;
  starting: boolean;
  onStart: () => void;
  onCancel: (rebuild: Rebuild) => void;
}) {
  const say = useSay();
  const name = say(`rebuilds.${kind}`);
  const runs = last?.status === 'running';
  return (
    <li className="plain-row">
      <span>
        <strong>{name}</strong>
        <span className="quiet said">{say(`rebuilds.${kind}-text`)}</span>
      </span>
      {last ? (
        <span className="stack">
          <span className="row">
            <progress
              aria-label={say('rebuilds.progress', { name })}
              value={last.done}
              max={Math.max(1, last.total)}
            />
            <span
              className={`tag ${last.status === 'finished' ? 'good' : last.status === 'failed' ? 'bad' : ''}`}
            >
              {say(`rebuilds.${last.status}`)}
            </span>
          </span>
          <span className="quiet">
            {say('rebuilds.done', { done: last.done, total: last.total })} ·{' '}
            <When at={last.endedAt ?? last.startedAt} />
          </span>
          {last.failure && (
            <span>{say(runs ? 'rebuilds.trouble' : 'rebuilds.cause', { cause: last.failure })}</span>
          )}
        </span>
      ) : (
        <span className="quiet">{say('rebuilds.never')}</span>
      )}
      <span className="row">
        <Action
          label={say('rebuilds.start-of', { name })}
          onPress={onStart}
          busy={starting}
          whyNot={runs ? say('rebuilds.runs') : undefined}
        >
          {say('rebuilds.start')}
        </Action>
        {runs && (
          <Action kind="danger" label={say('work.cancel-of', { name })} onPress={() => onCancel(last)}>
            {say('work.cancel')}
          </Action>
        )}
      </span>
    </li>
  );
}
