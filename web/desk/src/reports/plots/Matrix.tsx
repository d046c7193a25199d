import { useSay } from '../words.js';
import { Count } from './Figure.js';
import { levelOf } from './HeatMap.js';

export interface Pair {
  readonly giverId: string;
  readonly giverName: string | null;
  readonly receiverId: string;
  readonly receiverName: string | null;
  readonly chats: number;
  readonly answers: number;
}
export type Part = 'chats' | 'answers' | 'both';
interface Props {
  readonly pairs: readonly Pair[];
  readonly part: Part;
  readonly toOf: (pair: Pair, called: string) => string | undefined;
  readonly title: string;
}
/** As many libraries each way as can be read side by side. */
const most = 20;

export const countOf = ({ chats, answers }: Pair, part: Part): number =>
  part === 'both' ? chats + answers : part === 'chats' ? chats : answers;

/** Who did how much for whom: libraries that gave down, libraries whose patrons were helped across. */
export function Matrix({ pairs, part, toOf, title }: Props) {
  const say = useSay();
  const counted = pairs.filter((pair) => countOf(pair, part) > 0);
  if (counted.length === 0) return <p className="quiet">{say('nothing-counted')}</p>;
  const side = (id: 'giverId' | 'receiverId', name: 'giverName' | 'receiverName') => {
    const sums = new Map<string, { id: string; name: string; sum: number }>();
    for (const pair of counted) {
      const one = sums.get(pair[id]) ?? { id: pair[id], name: pair[name] ?? '…', sum: 0 };
      sums.set(pair[id], { ...one, sum: one.sum + countOf(pair, part) });
    }
    return [...sums.values()].sort((a, b) => b.sum - a.sum);
  };
  const [allGivers, allReceivers] = [side('giverId', 'giverName'), side('receiverId', 'receiverName')];
  const [givers, receivers] = [allGivers.slice(0, most), allReceivers.slice(0, most)];
  const at = new Map(counted.map((pair) => [`${pair.giverId}/${pair.receiverId}`, pair]));
  const highest = Math.max(...counted.map((pair) => countOf(pair, part)));
  const left = allGivers.length - givers.length + allReceivers.length - receivers.length;
  return (
    <>
      <div className="wide-table" role="group" aria-label={title} tabIndex={0}>
        <table className="heat matrix">
          <thead>
            <tr>
              <td>
                <span className="quiet">
                  {say('gives')} ↓ {say('receives')} →
                </span>
              </td>
              {receivers.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">{say('given')}</th>
            </tr>
          </thead>
          <tbody>
            {givers.map((giver) => (
              <tr key={giver.id}>
                <th scope="row">{giver.name}</th>
                {receivers.map((receiver) => {
                  const pair = at.get(`${giver.id}/${receiver.id}`);
                  if (giver.id === receiver.id) return <td key={receiver.id} className="self" />;
                  const count = pair ? countOf(pair, part) : 0;
                  return (
                    <td key={receiver.id} data-level={levelOf(count, highest)}>
                      {pair && count > 0 && (
                        <Count
                          count={count}
                          to={toOf(pair, say('for', { giver: giver.name, receiver: receiver.name }))}
                        />
                      )}
                    </td>
                  );
                })}
                <td className="figure">
                  <Count count={giver.sum} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say('received')}</th>
              {receivers.map(({ id, sum }) => (
                <td key={id} className="figure">
                  <Count count={sum} />
                </td>
              ))}
              <td className="figure">
                <Count count={counted.reduce((sum, pair) => sum + countOf(pair, part), 0)} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {left > 0 && <p className="quiet">{say('matrix-left', { count: left })}</p>}
    </>
  );
}
