import { useEffect, useState } from 'react';
import { useSay } from '../language.js';
import { useLive } from '../live/store.js';
import { go } from '../route.js';
import { Action } from '../ui/Action.js';
import { Field } from '../ui/Field.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { To } from '../ui/To.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { useAccount } from './me.js';
import { keepShiftHabits, shiftHabits } from './shift-habits.js';
import { takeShift, useQueues, useShift } from './shift.js';

/** The start of a shift: queues are chosen anew each time, those of practice apart (R10, R144). */
export function ShiftStart() {
  const say = useSay();
  const queues = useQueues();
  return (
    <section className="panel shift" aria-labelledby="shift-title">
      <Loaded of={queues}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('shift.no-queues')}>{say('shift.no-queues-text')}</Empty>
          ) : (
            <ShiftForm items={items} />
          )
        }
      </Loaded>
    </section>
  );
}

type Queue = NonNullable<ReturnType<typeof useQueues>['data']>['items'][number];

function ShiftForm({ items }: { items: readonly Queue[] }) {
  const say = useSay();
  const { here, elsewhere, monitor } = useShift();
  const chats = useLive(({ desk }) => desk?.sessions.length ?? 0);
  const live = items.filter(({ kind }) => kind !== 'practice');
  const practice = items.filter(({ kind }) => kind === 'practice');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const account = useAccount();
  const [habits] = useState(() => shiftHabits(account.id));
  const [screenName, setScreenName] = useState(habits.screenName ?? '');
  const [limit, setLimit] = useState(habits.personalLimit ? String(habits.personalLimit) : '');
  useEffect(() => {
    if (!monitor || monitor.availability === 'offline') return;
    setChosen(monitor.queueIds);
    setScreenName(monitor.screenName ?? '');
    setLimit(monitor.personalLimit ? String(monitor.personalLimit) : '');
  }, [monitor?.startedAt]);
  const start = useCommand(
    (availability: 'available' | 'away') =>
      takeShift({
        availability,
        queueIds: [...chosen],
        ...(elsewhere ? { takeOver: true } : {}),
        ...(screenName.trim() ? { screenName: screenName.trim() } : {}),
        ...(limit.trim() ? { personalLimit: Number(limit) } : {}),
      }),
    () => {
      keepShiftHabits(account.id, {
        screenName: screenName.trim() || undefined,
        personalLimit: Number(limit) || undefined,
      });
      go('/');
    },
  );
  const both =
    chosen.some((id) => practice.some((q) => q.id === id)) &&
    chosen.some((id) => live.some((q) => q.id === id));
  const wrongLimit = limit.trim() !== '' && !/^([1-9]|1\d|20)$/.test(limit.trim());
  const whyNot = wrongLimit
    ? say('shift.limit-wrong')
    : chosen.length === 0
      ? say('shift.choose-first')
      : both
        ? say('shift.not-both')
        : undefined;
  const turn = (id: string, on: boolean) =>
    setChosen(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  const boxes = (queues: readonly Queue[]) =>
    queues.map((queue) => (
      <label key={queue.id} className="choice">
        <input
          type="checkbox"
          checked={chosen.includes(queue.id)}
          onChange={(event) => turn(queue.id, event.target.checked)}
        />
        <span>{queue.name}</span>
        <span className="quiet">
          {say('queues.counts', { waiting: queue.waiting, monitoring: queue.monitoring })}
        </span>
      </label>
    ));
  return (
    <>
      <h1 id="shift-title">{say(here ? 'shift.change' : 'shift.title')}</h1>
      {elsewhere && <p className="note warn">{say('shift.elsewhere')}</p>}
      {chats > 0 && here && <p className="note">{say('shift.chats-stay')}</p>}
      <fieldset className="choices">
        <legend>{say('shift.queues')}</legend>
        {boxes(live)}
        {live.length > 1 && (
          <button type="button" className="button plain" onClick={() => setChosen(live.map(({ id }) => id))}>
            {say('shift.all')}
          </button>
        )}
      </fieldset>
      {practice.length > 0 && (
        <fieldset className="choices practice-box">
          <legend>{say('shift.practice')}</legend>
          <p className="quiet">{say('shift.practice-text')}</p>
          {boxes(practice)}
        </fieldset>
      )}
      <details className="more">
        <summary>{say('shift.more')}</summary>
        <div className="pair">
          <Field
            label={say('shift.screen-name')}
            hint={say('shift.screen-name-hint')}
            value={screenName}
            onChange={setScreenName}
            maxLength={60}
          />
          <Field
            label={say('shift.limit')}
            hint={say('shift.limit-hint')}
            fault={wrongLimit ? say('shift.limit-wrong') : undefined}
            value={limit}
            onChange={setLimit}
            inputMode="numeric"
          />
        </div>
        <p>
          <To to="/account/languages">{say('shift.languages')}</To>
        </p>
      </details>
      <Trouble>{start.trouble}</Trouble>
      <div className="row">
        <Action kind="first" whyNot={whyNot} busy={start.busy} onPress={() => start.run('available')}>
          {say(here ? 'shift.save' : elsewhere ? 'shift.take-over' : 'shift.start')}
        </Action>
        {!here && (
          <Action whyNot={whyNot} busy={start.busy} onPress={() => start.run('away')}>
            {say('shift.start-away')}
          </Action>
        )}
        {here && (
          <button type="button" className="button plain" onClick={() => go('/')}>
            {say('cancel')}
          </button>
        )}
      </div>
    </>
  );
}
