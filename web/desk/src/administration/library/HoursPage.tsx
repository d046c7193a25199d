import { CarrelProblem, ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useAccount } from '../../frame/me.js';
import { useQueues } from '../../frame/shift.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { useKept } from '../../ui/drafts.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { faultsOf, Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { SaveRow } from '../SaveRow.js';
import { useSay } from '../words.js';
import { ZoneField } from '../ZoneField.js';
import { alike } from '../settings/schema.js';
import { WeekFields, type Week } from '../settings/WeekFields.js';
import { ComingDays } from './ComingDays.js';

/** When chat is open, by queue. @param kinds of queues that are this administrator's */
export function HoursPage({ kinds, zone }: { kinds: readonly string[]; zone: string }) {
  const say = useSay();
  const queues = useQueues();
  const [chosen, setChosen] = useState<string>();
  return (
    <>
      <h1>{say('hours')}</h1>
      <p className="quiet">{say('hours.text')}</p>
      <Loaded of={queues}>
        {({ items }) => {
          const own = items.filter(({ kind }) => kinds.includes(kind));
          const queue = own.find(({ id }) => id === chosen) ?? own[0];
          if (!queue) return <Empty title={say('hours.no-queue')} />;
          return (
            <>
              {own.length > 1 && (
                <label className="inline">
                  <span>{say('hours.queue')}</span>
                  <select
                    className="input"
                    value={queue.id}
                    onChange={({ target }) => setChosen(target.value)}
                  >
                    {own.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </select>
                </label>
              )}
              <QueueHours key={queue.id} id={queue.id} name={queue.name} zone={zone} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

type Hours = Week & { readonly timeZone: string };

async function readHours(id: string) {
  const { data, response, error } = await api.chat.GET('/v1/queues/{id}/hours', { params: { path: { id } } });
  if (!data) throw new CarrelProblem(response.status, error, `GET /v1/queues/${id}/hours`);
  return { hours: data.hours as Hours | null, etag: response.headers.get('etag') ?? '"0"' };
}

function QueueHours({ id, name, zone }: { id: string; name: string; zone: string }) {
  const hours = useQuery({ queryKey: ['hours', id], queryFn: () => readHours(id), retry: false });
  return <Loaded of={hours}>{(of) => <Form id={id} name={name} zone={zone} {...of} />}</Loaded>;
}

interface Props {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly hours: Hours | null;
  readonly etag: string;
}
interface Draft {
  readonly hours: Hours | null;
  /** Of the hours that it was made from. */
  readonly etag: string;
}

function Form({ id, name, zone, hours, etag }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const usual: Hours = {
    timeZone: zone,
    intervals: [1, 2, 3, 4, 5].map((day) => ({ day, opens: '09:00', closes: '17:00' })),
  };
  // What is typed and not saved outlives a reload.
  const [draft, keepDraft] = useKept<Draft>(useAccount().id, `hours:${id}`);
  const typed = draft ? draft.hours : hours;
  const dirty = draft !== undefined && !alike(draft.hours, hours);
  const setTyped = (to: Hours | null) =>
    keepDraft(alike(to, hours) ? undefined : { hours: to, etag: draft?.etag ?? etag });
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [meanwhile, setMeanwhile] = useState(false);
  const fresh = () => queries.invalidateQueries({ queryKey: ['hours', id] });
  const save = useCommand(async (seen: string) => {
    setFaults({});
    const params = { path: { id }, header: { 'If-Match': seen } };
    try {
      if (typed) await ok(api.chat.PUT('/v1/queues/{id}/hours', { params, body: typed as never }));
      else await ok(api.chat.DELETE('/v1/queues/{id}/hours', { params } as never));
    } catch (error) {
      if (error instanceof CarrelProblem && error.status === 412) {
        await fresh();
        setMeanwhile(true);
        return;
      }
      setFaults(faultsOf(error));
      throw error;
    }
    keepDraft(undefined);
    setMeanwhile(false);
    toast(say('saved'));
    await fresh();
  });
  return (
    <>
      <h2>{name}</h2>
      <div className="setting-columns">
        <form
          className="setting-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (dirty) save.run(draft.etag);
          }}
        >
          <label className="choice">
            <input
              type="checkbox"
              checked={typed === null}
              onChange={({ target }) => setTyped(target.checked ? null : (hours ?? usual))}
            />
            <span>{say('hours.always')}</span>
          </label>
          {typed && (
            <>
              <ZoneField value={typed.timeZone} onChange={(timeZone) => setTyped({ ...typed, timeZone })} />
              <WeekFields
                week={typed}
                faults={faults}
                onChange={(week) => setTyped({ ...week, timeZone: typed.timeZone })}
              />
            </>
          )}
          <Trouble>{!meanwhile && save.trouble}</Trouble>
          <SaveRow
            dirty={dirty}
            busy={save.busy}
            dimmed={!dirty}
            onUndo={() => {
              keepDraft(undefined);
              setFaults({});
              save.clear();
            }}
          />
        </form>
        {typed && (
          <aside className="setting-beside" aria-label={say('setting.beside')}>
            <ComingDays hours={typed} />
          </aside>
        )}
      </div>
      {meanwhile && (
        <Ask title={say('conflict.title')} role="alertdialog" onClose={() => setMeanwhile(false)}>
          <p>{say('hours.meanwhile')}</p>
          {hours ? <ComingDays hours={hours} /> : <p>{say('hours.always')}</p>}
          <Trouble>{save.trouble}</Trouble>
          <div className="row">
            <Action kind="first" onPress={() => save.run(etag)} busy={save.busy}>
              {say('hours.save-mine')}
            </Action>
            <Action
              onPress={() => {
                keepDraft(undefined);
                setMeanwhile(false);
              }}
            >
              {say('conflict.take')}
            </Action>
          </div>
        </Ask>
      )}
    </>
  );
}
