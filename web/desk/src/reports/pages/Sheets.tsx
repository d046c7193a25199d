import { useState, type ReactNode } from 'react';
import { useLanguage } from '../../language.js';
import { Loaded } from '../../ui/Loaded.js';
import { fileOf, useExchanges, useQuestions, type QuestionReport } from '../api.js';
import type { Asked } from '../asked.js';
import { fileNameOf, useCodeNames, useNameOf, usePeriodName } from '../names.js';
import { Plot } from '../plots/Plot.js';
import { useSay } from '../words.js';

const virtual = ['chat', 'web-form', 'mail', 'sms'];

/** The lines that ISO 2789 and ARL ask for, from the same counts as everything else here. */
export function Sheets({ asked: chosen }: { asked: Asked }) {
  const say = useSay();
  // A sheet is of one period.
  const asked = { ...chosen, compare: false };
  const sources = useQuestions(asked, 'source');
  const read = useQuestions(asked, 'read');
  const codes = useQuestions(asked, 'code');
  const exchanges = useExchanges(asked);
  return (
    <>
      <p>{say('sheets.text')}</p>
      <Loaded of={sources}>
        {(of) => (
          <>
            <Loaded of={exchanges}>
              {({ items }) => {
                const own = new Set(
                  asked.owner.level === 'institution' || asked.libraryId
                    ? [asked.libraryId ?? asked.owner.id]
                    : [],
                );
                const sum = (ours: 'giverId' | 'receiverId') =>
                  items
                    .filter((pair) => own.has(pair[ours]))
                    .reduce((total, { chats, answers }) => total + chats + answers, 0);
                return (
                  <Iso
                    asked={asked}
                    of={of}
                    exchanged={own.size ? { given: sum('giverId'), received: sum('receiverId') } : undefined}
                  />
                );
              }}
            </Loaded>
            <Loaded of={read}>
              {(byRead) => (
                <Loaded of={codes}>
                  {(byCode) => <Arl asked={asked} of={of} read={byRead} codes={byCode} />}
                </Loaded>
              )}
            </Loaded>
          </>
        )}
      </Loaded>
    </>
  );
}

type Line = readonly [name: string, count: number, indent?: boolean];
const countIn = ({ items }: QuestionReport, values: readonly string[]): number =>
  items.filter(({ value }) => values.includes(value)).reduce((sum, { count }) => sum + count, 0);

function Iso({
  asked,
  of,
  exchanged,
}: {
  asked: Asked;
  of: QuestionReport;
  exchanged: { given: number; received: number } | undefined;
}) {
  const say = useSay();
  const nameOf = useNameOf();
  const lines: Line[] = [
    [say('iso.total'), of.total],
    ...of.items.map(({ value, count }): Line => [nameOf('source', value), count, true]),
    [say('iso.virtual'), countIn(of, virtual)],
    ...(exchanged
      ? ([
          [say('iso.by-others'), exchanged.received],
          [say('iso.for-others'), exchanged.given],
        ] as const)
      : []),
  ];
  return <Sheet title="ISO 2789" text={say('iso.text')} asked={asked} lines={lines} period={of.period} />;
}

function Arl({
  asked,
  of,
  read,
  codes,
}: {
  asked: Asked;
  of: QuestionReport;
  read: QuestionReport;
  codes: QuestionReport;
}) {
  const say = useSay();
  const codeOf = useCodeNames(asked);
  const [left, setLeft] = useState('');
  const [kind, value = ''] = left.split(/:(.*)/s);
  const out = kind === 'read' ? countIn(read, [value]) : kind === 'code' ? countIn(codes, [value]) : 0;
  const lines: Line[] = [
    [say('arl.all'), of.total],
    ...(left ? ([[say('arl.directional'), out, true]] as const) : []),
    [say('arl.transactions'), of.total - out],
    ...(left ? [] : ([[say('arl.virtual'), countIn(of, virtual), true]] as const)),
  ];
  return (
    <Sheet
      title="ARL"
      text={say('arl.text')}
      asked={asked}
      lines={lines}
      period={of.period}
      choices={
        <label className="inline no-print">
          <span>{say('arl.leave-out')}</span>
          <select className="input" value={left} onChange={({ target }) => setLeft(target.value)}>
            <option value="">{say('arl.nothing')}</option>
            <option value="read:1">READ 1</option>
            {codes.items.map((one) => (
              <option key={one.value} value={`code:${one.value}`}>
                {codeOf(one.value)}
              </option>
            ))}
          </select>
        </label>
      }
    />
  );
}

function Sheet({
  title,
  text,
  asked,
  lines,
  period,
  choices,
}: {
  title: string;
  text: string;
  asked: Asked;
  lines: readonly Line[];
  period: QuestionReport['period'];
  choices?: ReactNode;
}) {
  const say = useSay();
  const language = useLanguage();
  const periodName = usePeriodName();
  return (
    <Plot
      title={title}
      text={text}
      choices={choices}
      fileName={fileNameOf(title.toLowerCase().replace(' ', '-'), asked)}
      file={fileOf.table([
        [title, `${period.from} – ${period.to}, ${period.timeZone}`],
        ...lines.map(([name, count]) => [name, count]),
      ])}
    >
      <table className="bars sheet">
        <caption>
          {asked.owner.name}, {periodName(period)}. {say('days-of', { zone: period.timeZone })}
        </caption>
        <tbody>
          {lines.map(([name, count, indent]) => (
            <tr key={name} className={indent ? 'indent' : ''}>
              <th scope="row">{name}</th>
              <td className="figure">{count.toLocaleString(language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Plot>
  );
}
