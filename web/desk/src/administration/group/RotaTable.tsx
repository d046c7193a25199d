import { useState, type KeyboardEvent } from 'react';
import { useDayName } from '../settings/WeekFields.js';
import { useSay } from '../words.js';
import { days, emptyWeek, inOrder, type Place, type Row } from './rota-grid.js';
import type { Lane } from './RotaParts.js';

interface Library {
  readonly id: string;
  readonly name: string;
}
interface Props {
  readonly rows: readonly Row[];
  readonly lanes: readonly Lane[];
  readonly libraries: readonly Library[];
  readonly may: boolean;
  readonly onRows: (rows: readonly Row[]) => void;
}

/** Alt and an arrow go to the neighbouring place; letters choose a library in it. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!event.altKey || !step || !(event.target instanceof HTMLSelectElement)) return;
  event.preventDefault();
  const [row, column] = (event.target.dataset.at ?? '0 0').split(' ').map(Number);
  const at = `${row! + step[0]!} ${column! + step[1]!}`;
  event.currentTarget.querySelector<HTMLSelectElement>(`select[data-at="${at}"]`)?.focus();
}

/** What a row of the grid is called. */
export function useRowLabel(lanes: readonly Lane[]): (row: Pick<Row, 'from' | 'to' | 'lane'>) => string {
  const say = useSay();
  return ({ from, to, lane: key }) => {
    const hours = from === '00:00' && to === '24:00' ? say('rota.any-time') : `${from}–${to}`;
    return key ? `${lanes.find((lane) => lane.key === key)?.name ?? key}, ${hours}` : hours;
  };
}

/** The week: a row for each stretch of the day in each lane, a column for each day. */
export function RotaTable({ rows, lanes, libraries, may, onRows }: Props) {
  const say = useSay();
  const dayName = useDayName();
  const put = (n: number, change: Partial<Row>) =>
    onRows(rows.map((row, m) => (m === n ? { ...row, ...change } : row)));
  const place = (n: number, day: number, change: Partial<Place>) =>
    put(n, { places: rows[n]!.places.map((one, m) => (m === day - 1 ? { ...one, ...change } : one)) });
  const there = new Set(libraries.map(({ id }) => id));
  const nameOf = (library: string | null) => libraries.find(({ id }) => id === library)?.name;
  const labelOf = useRowLabel(lanes);
  return (
    <>
      <div className="wide-table">
        <table className="table rota-grid" onKeyDown={walk} aria-describedby="rota-keys">
          <caption className="unseen">{say('rota.grid')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('rota.hours')}</th>
              {days.map((day) => (
                <th key={day} scope="col">
                  {dayName(day)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, n) => (
              <tr key={n} className={row.lane ? 'lane' : ''}>
                <th scope="row">
                  {labelOf(row)}
                  {may && (
                    <span className="row no-print">
                      <button
                        type="button"
                        className="button plain"
                        aria-label={say('rota.same-in', { row: labelOf(row) })}
                        title={say('rota.same')}
                        onClick={() =>
                          put(n, { places: row.places.map((one, m) => (m < 5 ? row.places[0]! : one)) })
                        }
                      >
                        <span aria-hidden="true">⇢</span>
                      </button>
                      <button
                        type="button"
                        className="button plain"
                        aria-label={say('rota.remove-row', { row: labelOf(row) })}
                        onClick={() => onRows(rows.filter((_, m) => m !== n))}
                      >
                        <span aria-hidden="true">✕</span>
                      </button>
                    </span>
                  )}
                </th>
                {days.map((day) => {
                  const { institutionId, bestEffort } = row.places[day - 1]!;
                  const where = `${labelOf(row)}, ${dayName(day)}`;
                  const gone = institutionId !== null && libraries.length > 0 && !there.has(institutionId);
                  return (
                    <td
                      key={day}
                      className={institutionId === null ? 'blank' : bestEffort ? 'best-effort' : ''}
                    >
                      {may ? (
                        <>
                          <span className="input rota-library">
                            {/* A closed list of choices has one line, and cuts what is longer. */}
                            <span aria-hidden="true">{nameOf(institutionId) ?? say('rota.blank')}</span>
                            <select
                              aria-label={where}
                              data-at={`${n} ${day}`}
                              value={institutionId ?? ''}
                              onChange={({ target }) =>
                                place(n, day, { institutionId: target.value || null })
                              }
                            >
                              <option value="">{say('rota.blank')}</option>
                              {libraries.map(({ id, name }) => (
                                <option key={id} value={id}>
                                  {name}
                                </option>
                              ))}
                            </select>
                          </span>
                          {institutionId !== null && (
                            <label className="choice tight">
                              <input
                                type="checkbox"
                                checked={bestEffort}
                                aria-label={say('rota.best-effort-in', { place: where })}
                                onChange={({ target }) => place(n, day, { bestEffort: target.checked })}
                              />
                              <span>{say('rota.best-effort')}</span>
                            </label>
                          )}
                        </>
                      ) : (
                        <>
                          {nameOf(institutionId)}
                          {bestEffort && <span className="quiet said">{say('rota.best-effort')}</span>}
                        </>
                      )}
                      {gone && <span className="tag bad">{say('rota.gap-not-able')}</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {may && (
        <>
          <p className="hint no-print" id="rota-keys">
            {say('rota.keys')}
          </p>
          <NewRow lanes={lanes} onAdd={(row) => onRows(inOrder([...rows, row]))} />
        </>
      )}
    </>
  );
}

function NewRow({ lanes, onAdd }: { lanes: readonly Lane[]; onAdd: (row: Row) => void }) {
  const say = useSay();
  const [from, setFrom] = useState('09:00');
  const [to, setTo] = useState('13:00');
  const [lane, setLane] = useState('');
  const [any, setAny] = useState(false);
  return (
    <form
      className="row no-print"
      aria-label={say('rota.new-row')}
      onSubmit={(event) => {
        event.preventDefault();
        const hours = any ? { from: '00:00', to: '24:00' } : { from, to };
        onAdd({ ...hours, lane: lane || null, places: emptyWeek });
        if (!any) {
          setFrom(to === '24:00' ? '00:00' : to);
          const hour = Math.min(24, Number(to.slice(0, 2)) + 4);
          setTo(`${String(hour).padStart(2, '0')}:${hour === 24 ? '00' : to.slice(3)}`);
        }
      }}
    >
      <label className="inline">
        <span>{say('rota.row-from')}</span>
        <input
          className="input clock"
          value={any ? '00:00' : from}
          disabled={any}
          maxLength={5}
          pattern="([01]\d|2[0-3]):[0-5]\d"
          onChange={({ target }) => setFrom(target.value)}
        />
      </label>
      <label className="inline">
        <span>{say('rota.row-to')}</span>
        <input
          className="input clock"
          value={any ? '24:00' : to}
          disabled={any}
          maxLength={5}
          pattern="(([01]\d|2[0-3]):[0-5]\d|24:00)"
          onChange={({ target }) => setTo(target.value)}
        />
      </label>
      <label className="choice">
        <input type="checkbox" checked={any} onChange={({ target }) => setAny(target.checked)} />
        <span>{say('rota.any-time')}</span>
      </label>
      {lanes.length > 0 && (
        <label className="inline">
          <span>{say('rota.lane')}</span>
          <select className="input" value={lane} onChange={({ target }) => setLane(target.value)}>
            <option value="">{say('rota.any-subject')}</option>
            {lanes.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" className="button">
        {say('rota.add-row')}
      </button>
    </form>
  );
}
