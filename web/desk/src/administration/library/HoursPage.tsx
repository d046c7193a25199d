import { CarrelProblem, ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useQueues } from '../../frame/shift.js';
import { toast } from '../../frame/toast.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';
import { ZoneField } from '../ZoneField.js';
import { WeekFields, type Week } from '../settings/WeekFields.js';

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
  return <Loaded of={hours}>{(of) => <Form key={of.etag} id={id} name={name} zone={zone} {...of} />}</Loaded>;
}

interface Props {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly hours: Hours | null;
  readonly etag: string;
}
function Form({ id, name, zone, hours, etag }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const usual: Hours = {
    timeZone: zone,
    intervals: [1, 2, 3, 4, 5].map((day) => ({ day, opens: '09:00', closes: '17:00' })),
  };
  const [typed, setTyped] = useState(hours);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const save = useCommand(async () => {
    setFaults({});
    const params = { path: { id }, header: { 'If-Match': etag } };
    try {
      if (typed) await ok(api.chat.PUT('/v1/queues/{id}/hours', { params, body: typed as never }));
      else await ok(api.chat.DELETE('/v1/queues/{id}/hours', { params } as never));
    } catch (error) {
      if (error instanceof CarrelProblem)
        setFaults(
          Object.fromEntries(error.problem?.errors?.map(({ path, message }) => [path, message]) ?? []),
        );
      throw error;
    }
    toast(say('saved'));
    await queries.invalidateQueries({ queryKey: ['hours', id] });
  });
  return (
    <form
      className="setting-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.run();
      }}
    >
      <h2>{name}</h2>
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
      <Trouble>{save.trouble}</Trouble>
      <div className="row save-row">
        <button type="submit" className="button first" aria-busy={save.busy || undefined}>
          {say('save')}
        </button>
      </div>
    </form>
  );
}
