import { useState, type ReactNode } from 'react';
import { useLanguage } from '../language.js';
import { Action } from '../ui/Action.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { useDuties, type Duty } from './api.js';
import { Checks } from './Checks.js';
import { CoverAsk } from './CoverAsk.js';
import { Span } from './Span.js';
import { useSay } from './words.js';

/** The library's own duties of the next four weeks (R141). */
export function MyDuties() {
  const say = useSay();
  const duties = useDuties();
  return (
    <section className="panel" aria-labelledby="duties-title">
      <h2 id="duties-title">{say('duties.title')}</h2>
      <Loaded of={duties}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={say('duties.none')}>{say('duties.none-text')}</Empty>
          ) : (
            <Days duties={all}>{(duty) => <MyDuty key={duty.id} duty={duty} />}</Days>
          )
        }
      </Loaded>
    </section>
  );
}

/** Duties day by day. */
export function Days({ duties, children }: { duties: readonly Duty[]; children: (duty: Duty) => ReactNode }) {
  const language = useLanguage();
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
  const dayOf = ({ from }: Duty) => day.format(new Date(from));
  return (
    <ul className="plain-list days">
      {byDay(duties, dayOf).map(([name, ofDay]) => (
        <li key={name}>
          <h3>{name}</h3>
          <ul className="plain-list">{ofDay.map(children)}</ul>
        </li>
      ))}
    </ul>
  );
}

function byDay(duties: readonly Duty[], dayOf: (duty: Duty) => string): [string, Duty[]][] {
  const days = new Map<string, Duty[]>();
  for (const duty of duties) days.set(dayOf(duty), [...(days.get(dayOf(duty)) ?? []), duty]);
  return [...days];
}

function MyDuty({ duty }: { duty: Duty }) {
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const over = Date.parse(duty.to) < Date.now();
  // The checks of a duty in three weeks are nothing to look at yet.
  const near = Date.parse(duty.from) < Date.now() + 86_400_000;
  return (
    <li className="duty">
      <div className="row spread">
        <p>
          <strong>
            <Span from={duty.from} to={duty.to} />
          </strong>{' '}
          {duty.lane && <span className="tag">{duty.lane}</span>}{' '}
          {duty.because !== 'rota' && <span className="tag">{say(`because.${duty.because}`)}</span>}
        </p>
        {!over && (
          <Action
            kind="plain"
            label={say('cover.ask-for', { time: new Date(duty.from).toLocaleString() })}
            whyNot={duty.coverId ? say('cover.asked-already') : undefined}
            onPress={() => setAsking(true)}
          >
            {say('cover.ask')}
          </Action>
        )}
      </div>
      {near && <Checks duty={duty} />}
      {asking && <CoverAsk duty={duty} onClose={() => setAsking(false)} />}
    </li>
  );
}
