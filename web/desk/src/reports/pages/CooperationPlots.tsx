import { useState } from 'react';
import { Loaded } from '../../ui/Loaded.js';
import { fileOf, useDuties, useExchanges, useQuestions, useReferrals, type Direction } from '../api.js';
import { useBehind, type Asked } from '../asked.js';
import { fileNameOf, useNameOf } from '../names.js';
import { Bars } from '../plots/Bars.js';
import { Count, useDuration } from '../plots/Figure.js';
import { countOf, Matrix, type Pair, type Part } from '../plots/Matrix.js';
import { Plot } from '../plots/Plot.js';
import { useSay } from '../words.js';
import { Wide } from './PeoplePlots.js';

const page = 'cooperation';

/** Questions of each library of a group. */
export function QuestionsByLibrary({ asked }: { asked: Asked }) {
  const say = useSay();
  const report = useQuestions(asked, 'library');
  const behind = useBehind('libraries');
  return (
    <Plot
      title={say('by.library')}
      file={fileOf.questions(asked, 'library')}
      fileName={fileNameOf('library', asked)}
    >
      <Loaded of={report}>
        {({ items, before }) => {
          const earlier = new Map(before?.items.map(({ value, count }) => [value, count]));
          return (
            <Bars
              what={say('library')}
              counted={say('questions')}
              compare={asked.compare}
              lines={items.map(({ value, name, count }) => ({
                ...{ key: value, name: name ?? '…', count, before: earlier.get(value) ?? 0 },
                to: behind(
                  {
                    rows: 'questions',
                    behind: 'all',
                    ...(asked.owner.level === 'group' ? { library: value } : {}),
                  },
                  name ?? '…',
                ),
              }))}
            />
          );
        }}
      </Loaded>
    </Plot>
  );
}

/** Give and take, pair by pair. */
export function GiveAndTake({ asked }: { asked: Asked }) {
  const say = useSay();
  const report = useExchanges(asked);
  const behind = useBehind(page);
  const [part, setPart] = useState<Part>('both');
  const { owner, libraryId } = asked;
  /** A pair leads to its chats or answers, from the side whose numbers one may see. */
  const toOf = (pair: Pair, called: string, members: ReadonlySet<string>): string | undefined => {
    if (part === 'both') return undefined;
    const what = part === 'chats' ? 'chat' : 'answer';
    const own = owner.level === 'institution' ? owner.id : libraryId;
    const isGiver = own === undefined ? members.has(pair.giverId) : own === pair.giverId;
    return behind(
      {
        rows: 'questions',
        behind: `${isGiver ? 'given' : 'received'}-${what}`,
        value: isGiver ? pair.receiverId : pair.giverId,
        ...(owner.level === 'group' ? { library: isGiver ? pair.giverId : pair.receiverId } : {}),
      },
      called,
    );
  };
  const title = say('give-and-take');
  return (
    <Plot
      title={title}
      text={say('give-and-take.text')}
      file={fileOf.exchanges(asked)}
      fileName={fileNameOf('exchanges', asked)}
      choices={
        <label className="inline">
          <span className="unseen">{say('counted')}</span>
          <select className="input" value={part} onChange={({ target }) => setPart(target.value as Part)}>
            <option value="both">{say('exchange.both')}</option>
            <option value="chats">{say('people.chats')}</option>
            <option value="answers">{say('people.answers')}</option>
          </select>
        </label>
      }
    >
      <Loaded of={report}>
        {({ items, leftOut }) => {
          const members = new Set(items.map(({ giverId }) => giverId));
          return (
            <>
              <Matrix
                pairs={items}
                part={part}
                title={title}
                toOf={(pair, called) => toOf(pair, called, members)}
              />
              {part === 'both' && items.some((pair) => countOf(pair, 'both') > 0) && (
                <p className="quiet no-print">{say('exchange.hint')}</p>
              )}
              {leftOut > 0 && <p className="quiet">{say('exchange.left', { count: leftOut })}</p>}
            </>
          );
        }}
      </Loaded>
    </Plot>
  );
}

const outcomes = ['answered', 'open', 'returned', 'withdrawn', 'claimed', 'replied', 'closed'] as const;

/** What became of referrals by partner, and how long answers took. */
export function Referrals({ asked, direction }: { asked: Asked; direction: Direction }) {
  const say = useSay();
  const nameOf = useNameOf();
  const duration = useDuration();
  const report = useReferrals(asked, direction, 'partner');
  const behind = useBehind(page);
  const title = say(`referrals.${direction}`);
  return (
    <Plot
      title={title}
      text={say('referrals.text')}
      file={fileOf.referrals(asked, direction, 'partner')}
      fileName={fileNameOf(`referrals-${direction}`, asked)}
    >
      <Loaded of={report}>
        {({ items, total, before }) => {
          if (total.made === 0 && !before?.total.made)
            return <p className="quiet">{say('nothing-counted')}</p>;
          const line = (value: string | undefined, name: string, of: typeof total) => (
            <>
              <th scope="row">{name}</th>
              <td className="figure">
                <Count
                  count={of.made}
                  to={behind(
                    { rows: 'referrals', direction, by: 'partner', ...(value ? { value } : {}) },
                    name,
                  )}
                  label={name}
                />
                {value === undefined && before && (
                  <span className="quiet"> ({say('before-was', { value: before.total.made })})</span>
                )}
              </td>
              {outcomes.map((status) => (
                <td key={status} className="figure">
                  <Count
                    count={of[status]}
                    to={behind(
                      { rows: 'referrals', direction, by: 'partner', status, ...(value ? { value } : {}) },
                      `${name}: ${nameOf('status', status)}`,
                    )}
                    label={`${name}, ${nameOf('status', status)}`}
                  />
                </td>
              ))}
              <td className="figure">{duration(of.medianSeconds)}</td>
              <td className="figure">{duration(of.p90Seconds)}</td>
            </>
          );
          return (
            <Wide label={title}>
              <thead>
                <tr>
                  <th scope="col">{say(direction === 'sent' ? 'referrals.to' : 'referrals.from')}</th>
                  <th scope="col" className="figure">
                    {say('referrals.made')}
                  </th>
                  {outcomes.map((status) => (
                    <th key={status} scope="col" className="figure">
                      {nameOf('status', status)}
                    </th>
                  ))}
                  <th scope="col" className="figure">
                    {say('median-of', { name: say('referrals.time') })}
                  </th>
                  <th scope="col" className="figure">
                    {say('p90')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.value}>{line(item.value, item.name ?? nameOf('kind', item.value), item)}</tr>
                ))}
              </tbody>
              <tfoot>
                <tr>{line(undefined, say('sum'), total)}</tr>
              </tfoot>
            </Wide>
          );
        }}
      </Loaded>
    </Plot>
  );
}

const checks = [
  ['done', 'done'],
  ['byItself', 'by-itself'],
  ['missed', 'missed'],
] as const;

/** How libraries on duty kept their checks of Shared Followup. */
export function Duties({ asked }: { asked: Asked }) {
  const say = useSay();
  const nameOf = useNameOf();
  const report = useDuties(asked);
  const behind = useBehind(page);
  return (
    <Plot
      title={say('duties')}
      text={say('duties.text')}
      file={fileOf.duties(asked)}
      fileName={fileNameOf('duties', asked)}
    >
      <Loaded of={report}>
        {({ items, total, uncovered, before }) =>
          total.duties === 0 && !uncovered ? (
            <p className="quiet">{say('nothing-counted')}</p>
          ) : (
            <>
              <Wide label={say('duties')}>
                <thead>
                  <tr>
                    <th scope="col">{say('library')}</th>
                    <th scope="col" className="figure">
                      {say('duties.count')}
                    </th>
                    {checks.map(([key, outcome]) => (
                      <th key={key} scope="col" className="figure">
                        {nameOf('check', outcome)}
                      </th>
                    ))}
                    <th scope="col" className="figure">
                      {say('duties.kept')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => (
                    <tr key={item.value}>
                      <th scope="row">{item.name ?? '…'}</th>
                      <td className="figure">
                        <Count count={item.duties} />
                      </td>
                      {checks.map(([key, outcome]) => (
                        <td key={key} className="figure">
                          <Count
                            count={item[key]}
                            to={behind(
                              {
                                ...{ rows: 'checks', status: outcome },
                                ...(asked.owner.level === 'group' ? { library: item.value } : {}),
                              },
                              `${item.name ?? '…'}: ${nameOf('check', outcome)}`,
                            )}
                            label={`${item.name ?? '…'}, ${nameOf('check', outcome)}`}
                          />
                        </td>
                      ))}
                      <td className="figure">
                        <Part of={item} />
                      </td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr>
                    <th scope="row">{say('sum')}</th>
                    <td className="figure">
                      <Count count={total.duties} />
                    </td>
                    {checks.map(([key]) => (
                      <td key={key} className="figure">
                        <Count count={total[key]} />
                      </td>
                    ))}
                    <td className="figure">
                      <Part of={total} />
                      {before && (
                        <span className="quiet">
                          {' '}
                          (<Part of={before.total} />)
                        </span>
                      )}
                    </td>
                  </tr>
                </tfoot>
              </Wide>
              {uncovered !== null && <p>{say('duties.uncovered', { count: uncovered })}</p>}
            </>
          )
        }
      </Loaded>
    </Plot>
  );
}

function Part({ of }: { of: { done: number; byItself: number; missed: number } }) {
  const all = of.done + of.byItself + of.missed;
  return <>{all === 0 ? '–' : `${Math.round((100 * (of.done + of.byItself)) / all)} %`}</>;
}
