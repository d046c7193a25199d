import { useDayName } from '../settings/WeekFields.js';
import { alike } from '../settings/schema.js';
import { useSay } from '../words.js';
import { days, type Place, type Row } from './rota-grid.js';
import type { Lane, RotaException } from './RotaParts.js';
import { useRowLabel } from './RotaTable.js';

export interface Plan {
  readonly rows: readonly Row[];
  readonly lanes: readonly Lane[];
  readonly substitutes: readonly string[];
  readonly exceptions: readonly RotaException[];
  readonly effectiveFrom: string;
}
interface Props {
  readonly mine: Plan;
  readonly theirs: Plan;
  readonly libraries: readonly { readonly id: string; readonly name: string }[];
}

/** Two plans of one rota beside one another: each place that differs, and what else does. */
export function Differences({ mine, theirs, libraries }: Props) {
  const say = useSay();
  const dayName = useDayName();
  const labelOf = useRowLabel([...mine.lanes, ...theirs.lanes]);
  const nameOf = (id: string) => libraries.find((one) => one.id === id)?.name ?? '…';
  const shown = (place: Place | undefined) =>
    place?.institutionId
      ? [nameOf(place.institutionId), place.bestEffort && say('rota.best-effort')].filter(Boolean).join(', ')
      : say('rota.blank');
  const labels = [...new Set([...mine.rows, ...theirs.rows].map(labelOf))];
  const placeIn = ({ rows }: Plan, label: string, day: number) =>
    rows.find((row) => labelOf(row) === label)?.places[day - 1];
  const places = labels.flatMap((label) =>
    days.map((day) => ({
      what: `${label}, ${dayName(day)}`,
      of: [mine, theirs].map((plan) => shown(placeIn(plan, label, day))),
    })),
  );
  const lists = [
    {
      what: say('rota.lanes'),
      same: alike(mine.lanes, theirs.lanes),
      of: (plan: Plan) => plan.lanes.map(({ name }) => name),
    },
    {
      what: say('rota.substitutes'),
      same: alike(mine.substitutes, theirs.substitutes),
      of: (plan: Plan) => plan.substitutes.map(nameOf),
    },
    {
      what: say('rota.exceptions'),
      same: alike(mine.exceptions, theirs.exceptions),
      of: (plan: Plan) => plan.exceptions.map(({ date }) => date),
    },
  ]
    .filter(({ same }) => !same)
    .map(({ what, of }) => ({ what, of: [mine, theirs].map((plan) => of(plan).join(', ') || '–') }));
  return (
    <div className="wide-table">
      <table className="table beside">
        <thead>
          <tr>
            {(['conflict.part', 'conflict.mine', 'conflict.theirs'] as const).map((key) => (
              <th key={key} scope="col">
                {say(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...places.filter(({ of: [one, other] }) => one !== other), ...lists].map(({ what, of }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              {of.map((text, n) => (
                <td key={n}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
