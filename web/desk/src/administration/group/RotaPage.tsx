import { CarrelProblem, ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useAccount, useLibrariesOf } from '../../frame/me.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { useKept } from '../../ui/drafts.js';
import { Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import type { GroupArea } from '../areas.js';
import { usePersonName } from '../people.js';
import { alike } from '../settings/schema.js';
import { useSay } from '../words.js';
import { Differences, type Plan } from './RotaDifferences.js';
import { cellsOf, countsOf, rowsOf } from './rota-grid.js';
import { Exceptions, Lanes, Substitutes, type RotaException } from './RotaParts.js';
import { RotaTable } from './RotaTable.js';

const readRota = (groupId: string) =>
  ok(api.referrals.GET('/v1/rotas/{groupId}', { params: { path: { groupId } } }));
type Rota = Awaited<ReturnType<typeof readRota>>;

/** Who looks after Shared Followup and when: the week as a grid, as it is put up on the wall. */
export function RotaPage({ area, may }: { area: GroupArea; may: boolean }) {
  const rota = useQuery({ queryKey: ['rota', area.id], queryFn: () => readRota(area.id) });
  return <Loaded of={rota}>{(of) => <Grid of={of} area={area} may={may} />}</Loaded>;
}

const today = () => new Date().toISOString().slice(0, 10);

interface Draft {
  readonly plan: Partial<Plan>;
  /** The version that it was made from. */
  readonly seen: number;
}

function Grid({ of, area, may }: { of: Rota; area: GroupArea; may: boolean }) {
  const say = useSay();
  const nameOf = usePersonName();
  const queries = useQueryClient();
  const libraries = useLibrariesOf(area.id);
  const saved: Plan = {
    rows: rowsOf(of.cells),
    lanes: of.lanes ?? [],
    substitutes: of.substitutes ?? [],
    exceptions: (of.exceptions ?? []) as RotaException[],
    effectiveFrom: today(),
  };
  // What is entered and not published outlives a reload, and another's publishing.
  const [draft, keepDraft] = useKept<Draft>(useAccount().id, `rota:${area.id}`);
  const plan: Plan = { ...saved, ...draft?.plan };
  const { rows, lanes, substitutes, exceptions, effectiveFrom } = plan;
  const dirty = !alike(plan, saved);
  const set = (change: Partial<Plan>) =>
    keepDraft({ plan: { ...draft?.plan, ...change }, seen: draft?.seen ?? of.version });
  const seen = draft?.seen ?? of.version;
  const [meanwhile, setMeanwhile] = useState(false);
  const counts = countsOf(rows);
  const publish = useCommand(async (over: number) => {
    const params = { path: { groupId: area.id }, header: { 'If-Match': `"${over}"` } };
    const body = {
      effectiveFrom,
      lanes: lanes.map((lane) => ({ ...lane })),
      cells: cellsOf(rows),
      exceptions: exceptions.map((one) => ({ ...one })),
      substitutes: [...substitutes],
    };
    try {
      await ok(api.referrals.PUT('/v1/rotas/{groupId}', { params, body: body as never }));
    } catch (error) {
      if (!(error instanceof CarrelProblem && error.status === 412)) throw error;
      void queries.invalidateQueries({ queryKey: ['rota-versions', area.id] });
      await queries.invalidateQueries({ queryKey: ['rota', area.id] });
      setMeanwhile(true);
      return;
    }
    keepDraft(undefined);
    setMeanwhile(false);
    toast(say('rota.published'));
    await queries.invalidateQueries({ queryKey: ['rota', area.id] });
    for (const key of ['rota-versions', 'on-duty'])
      void queries.invalidateQueries({ queryKey: [key, area.id] });
  });
  const known = libraries.data ?? [];
  const drop = () => {
    keepDraft(undefined);
    setMeanwhile(false);
    publish.clear();
  };
  return (
    <article className="setting rota">
      <header className="setting-top">
        <h1>{say('rota.title', { name: area.name })}</h1>
        <p className="no-print">{say('rota.text', { zone: of.timeZone })}</p>
        <p className="quiet">
          {of.revisedAt ? (
            <>
              {say('rota.version', { version: of.version, name: nameOf(of.revisedBy) })}{' '}
              <When at={of.revisedAt} />.{' '}
              {of.inForce !== null && say('rota.in-force', { version: of.inForce })}
            </>
          ) : (
            say('rota.never')
          )}
        </p>
      </header>
      <RotaTable rows={rows} lanes={lanes} libraries={known} may={may} onRows={(rows) => set({ rows })} />
      <p role="status" className="row">
        <span className="tag good">{say('rota.filled', { count: counts.filled })}</span>
        {counts.blank > 0 && (
          <span className="tag warn">{say('rota.blank-count', { count: counts.blank })}</span>
        )}
        <OnDuty groupId={area.id} />
      </p>
      <div className="two-columns">
        <Lanes
          lanes={lanes}
          onLanes={(lanes) => set({ lanes })}
          used={new Set(rows.map(({ lane }) => lane))}
          may={may}
        />
        <Substitutes
          substitutes={substitutes}
          libraries={known}
          onSubstitutes={(substitutes) => set({ substitutes })}
          may={may}
        />
      </div>
      <Exceptions
        exceptions={exceptions}
        lanes={lanes}
        libraries={known}
        onExceptions={(exceptions) => set({ exceptions })}
        may={may}
      />
      <Trouble>{!meanwhile && publish.trouble}</Trouble>
      <div className="row save-row no-print">
        {may && (
          <>
            <label className="inline">
              <span>{say('rota.from')}</span>
              <input
                type="date"
                className="input date"
                value={effectiveFrom}
                onChange={({ target }) => set({ effectiveFrom: target.value })}
              />
            </label>
            <Action kind="first" onPress={() => publish.run(seen)} busy={publish.busy}>
              {say('rota.publish')}
            </Action>
          </>
        )}
        {may && dirty && <Action onPress={drop}>{say('undo')}</Action>}
        <Action onPress={() => print()}>{say('print')}</Action>
        <span className="quiet" role="status">
          {may && dirty && say('rota.unpublished')}
        </span>
      </div>
      <Versions groupId={area.id} />
      {meanwhile && (
        <Ask title={say('rota.meanwhile')} role="alertdialog" onClose={() => setMeanwhile(false)} wide>
          <p>
            {say('rota.version', { version: of.version, name: nameOf(of.revisedBy) })}{' '}
            {of.revisedAt && <When at={of.revisedAt} />}. {say('rota.meanwhile-text')}
          </p>
          <Differences mine={plan} theirs={saved} libraries={known} />
          <Trouble>{publish.trouble}</Trouble>
          <div className="row">
            <Action kind="first" onPress={() => publish.run(of.version)} busy={publish.busy}>
              {say('rota.publish-mine')}
            </Action>
            <Action onPress={drop}>{say('conflict.take')}</Action>
          </div>
        </Ask>
      )}
    </article>
  );
}

/** Who is on duty now, and what nobody has although somebody should. */
function OnDuty({ groupId }: { groupId: string }) {
  const say = useSay();
  const { data } = useQuery({
    queryKey: ['on-duty', groupId],
    queryFn: () =>
      ok(api.referrals.GET('/v1/rotas/{groupId}/on-duty', { params: { path: { groupId }, query: {} } })),
    refetchInterval: 60_000,
  });
  if (!data) return null;
  const gaps = data.duties.filter(({ gap }) => gap !== null);
  const names = data.duties.flatMap(({ institutionName }) => institutionName ?? []);
  return (
    <>
      <span>{names.length > 0 ? say('rota.now', { names: names.join(', ') }) : say('rota.now-nobody')}</span>
      {gaps.map(({ id, gap }) => (
        <span key={id} className="tag bad">
          {say(gap === 'no-library' ? 'rota.gap-none' : 'rota.gap-not-able')}
        </span>
      ))}
    </>
  );
}

function Versions({ groupId }: { groupId: string }) {
  const say = useSay();
  const nameOf = usePersonName();
  const versions = useQuery({
    queryKey: ['rota-versions', groupId],
    queryFn: () =>
      ok(
        api.referrals.GET('/v1/rotas/{groupId}/versions', {
          params: { path: { groupId }, query: { limit: 20 } },
        }),
      ),
  });
  return (
    <details className="no-print">
      <summary>{say('rota.versions')}</summary>
      <Loaded of={versions}>
        {({ items }) => (
          <ol className="plain-list">
            {items.map(({ version, effectiveFrom, revisedAt, revisedBy }) => (
              <li key={version}>
                {say('rota.version', { version, name: nameOf(revisedBy) })} <When at={revisedAt} />.{' '}
                {say('rota.holds-from', { date: effectiveFrom })}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </details>
  );
}
