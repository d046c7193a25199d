import { useState } from 'react';
import { Field } from '../../ui/Field.js';
import { useSay } from '../words.js';
import { keyFrom } from './rota-grid.js';

export interface Lane {
  readonly key: string;
  readonly name: string;
  readonly subjects?: string[];
}
export interface RotaException {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly lane: string | null;
  readonly institutionId: string | null;
  readonly bestEffort: boolean;
  readonly closed: boolean;
}
interface Library {
  readonly id: string;
  readonly name: string;
}

interface LanesProps {
  readonly lanes: readonly Lane[];
  readonly used: ReadonlySet<string | null>;
  readonly may: boolean;
  readonly onLanes: (lanes: readonly Lane[]) => void;
}
/** Lanes of their own for questions on a subject, as law at any time of day. */
export function Lanes({ lanes, used, may, onLanes }: LanesProps) {
  const say = useSay();
  const [name, setName] = useState('');
  const [subjects, setSubjects] = useState('');
  const key = keyFrom(name);
  return (
    <section className="panel stack" aria-labelledby="lanes-title">
      <h2 id="lanes-title">{say('rota.lanes')}</h2>
      <p className="hint no-print">{say('rota.lanes-text')}</p>
      <ul className="plain-list">
        {lanes.map((lane) => (
          <li key={lane.key} className="row">
            <strong>{lane.name}</strong>
            <span className="quiet">{[lane.key, ...(lane.subjects ?? [])].join(', ')}</span>
            {may && !used.has(lane.key) && (
              <button
                type="button"
                className="button plain icon-only no-print"
                aria-label={say('rota.remove-lane', { name: lane.name })}
                onClick={() => onLanes(lanes.filter((one) => one !== lane))}
              >
                <span aria-hidden="true">✕</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <form
          className="row no-print"
          onSubmit={(event) => {
            event.preventDefault();
            if (!key || lanes.some((lane) => lane.key === key)) return;
            const codes = subjects
              .split(/[\s,;]+/)
              .map(keyFrom)
              .filter(Boolean);
            onLanes([...lanes, { key, name: name.trim(), subjects: codes }]);
            setName('');
            setSubjects('');
          }}
        >
          <Field label={say('rota.lane-name')} value={name} maxLength={60} onChange={setName} />
          <Field label={say('rota.lane-codes')} value={subjects} maxLength={300} onChange={setSubjects} />
          <button type="submit" className="button">
            {say('rota.add-lane')}
          </button>
        </form>
      )}
    </section>
  );
}

interface SubstitutesProps {
  readonly substitutes: readonly string[];
  readonly libraries: readonly Library[];
  readonly may: boolean;
  readonly onSubstitutes: (substitutes: readonly string[]) => void;
}
/** Who is asked when a library cannot, in this order. */
export function Substitutes({ substitutes, libraries, may, onSubstitutes }: SubstitutesProps) {
  const say = useSay();
  const nameOf = (id: string) => libraries.find((one) => one.id === id)?.name ?? '…';
  return (
    <section className="panel stack" aria-labelledby="substitutes-title">
      <h2 id="substitutes-title">{say('rota.substitutes')}</h2>
      <ol className="numbered">
        {substitutes.map((id, n) => (
          <li key={id}>
            {nameOf(id)}
            {may && (
              <span className="no-print">
                {n > 0 && (
                  <button
                    type="button"
                    className="button plain icon-only"
                    aria-label={say('rota.sooner', { name: nameOf(id) })}
                    onClick={() =>
                      onSubstitutes(
                        substitutes.map((one, m) => (m === n - 1 ? id : m === n ? substitutes[n - 1]! : one)),
                      )
                    }
                  >
                    <span aria-hidden="true">↑</span>
                  </button>
                )}
                <button
                  type="button"
                  className="button plain icon-only"
                  aria-label={say('rota.remove-substitute', { name: nameOf(id) })}
                  onClick={() => onSubstitutes(substitutes.filter((one) => one !== id))}
                >
                  <span aria-hidden="true">✕</span>
                </button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {may && (
        <label className="inline no-print">
          <span>{say('rota.add-substitute')}</span>
          <select
            className="input"
            value=""
            onChange={({ target }) => target.value && onSubstitutes([...substitutes, target.value])}
          >
            <option value="">{say('field.none')}</option>
            {libraries
              .filter(({ id }) => !substitutes.includes(id))
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
      )}
    </section>
  );
}

interface ExceptionsProps {
  readonly exceptions: readonly RotaException[];
  readonly lanes: readonly Lane[];
  readonly libraries: readonly Library[];
  readonly may: boolean;
  readonly onExceptions: (exceptions: readonly RotaException[]) => void;
}
/** Single dates that are otherwise than the week. */
export function Exceptions({ exceptions, lanes, libraries, may, onExceptions }: ExceptionsProps) {
  const say = useSay();
  const change = (n: number, to: Partial<RotaException>) =>
    onExceptions(exceptions.map((one, m) => (m === n ? { ...one, ...to } : one)));
  return (
    <section className="panel stack" aria-labelledby="exceptions-title">
      <h2 id="exceptions-title">
        {say('rota.exceptions')} <span className="count">{exceptions.length}</span>
      </h2>
      {exceptions.map((one, n) => (
        <div key={n} className="row" role="group" aria-label={one.date || say('week.date')}>
          <input
            type="date"
            className="input date"
            aria-label={say('week.date')}
            value={one.date}
            disabled={!may}
            onChange={({ target }) => change(n, { date: target.value })}
          />
          <input
            className="input clock"
            aria-label={say('rota.row-from')}
            value={one.from}
            maxLength={5}
            disabled={!may}
            onChange={({ target }) => change(n, { from: target.value })}
          />
          <input
            className="input clock"
            aria-label={say('rota.row-to')}
            value={one.to}
            maxLength={5}
            disabled={!may}
            onChange={({ target }) => change(n, { to: target.value })}
          />
          <select
            className="input"
            aria-label={say('rota.lane')}
            value={one.lane ?? ''}
            disabled={!may}
            onChange={({ target }) => change(n, { lane: target.value || null })}
          >
            <option value="">{say('rota.any-subject')}</option>
            {lanes.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
          <select
            className="input"
            aria-label={say('rota.library')}
            value={one.closed ? 'closed' : (one.institutionId ?? '')}
            disabled={!may}
            onChange={({ target: { value } }) =>
              change(
                n,
                value === 'closed'
                  ? { closed: true, institutionId: null }
                  : { closed: false, institutionId: value || null },
              )
            }
          >
            <option value="closed">{say('rota.closed')}</option>
            <option value="">{say('rota.to-find')}</option>
            {libraries.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          {may && (
            <button
              type="button"
              className="button plain icon-only no-print"
              aria-label={say('week.remove-date', { date: one.date })}
              onClick={() => onExceptions(exceptions.filter((_, m) => m !== n))}
            >
              <span aria-hidden="true">✕</span>
            </button>
          )}
        </div>
      ))}
      {may && (
        <button
          type="button"
          className="button no-print"
          onClick={() =>
            onExceptions([
              ...exceptions,
              {
                date: '',
                from: '00:00',
                to: '24:00',
                lane: null,
                institutionId: null,
                bestEffort: false,
                closed: true,
              },
            ])
          }
        >
          {say('week.add-date')}
        </button>
      )}
    </section>
  );
}
