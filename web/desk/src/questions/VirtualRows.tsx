import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useLibraryName } from '../frame/me.js';
import { go, hrefOf } from '../route.js';
import { When } from '../ui/time.js';
import type { Row } from './api.js';
import { Due, Status } from './marks.js';
import { remember } from './neighbours.js';
import { useSay } from './words.js';

interface Props {
  readonly label: string;
  readonly address: string;
  readonly count: number;
  readonly more: boolean;
  readonly rowAt: (index: number) => Row | undefined;
  readonly isRead: (index: number) => boolean;
  /** Which rows are in sight. */
  readonly onSee: (first: number, last: number) => void;
  readonly chosen: ReadonlyMap<string, Row>;
  readonly onChoose: ((row: Row, on: boolean) => void) | undefined;
}
/** As tall as two lines of text, whatever size the reader has chosen. */
const rowPx = () => 3.4 * parseFloat(getComputedStyle(document.documentElement).fontSize);

/** Only the rows in sight are drawn, however many there are; the arrow keys go from one to the next. */
export function VirtualRows({ label, address, count, more, rowAt, isRead, onSee, chosen, onChoose }: Props) {
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef<number>(undefined);
  const [height] = useState(rowPx);
  const virtual = useVirtualizer({
    count: count + (more ? 1 : 0),
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => onSee(first, last), [first, last, count, onSee]);
  useEffect(() => {
    const { current: index } = wantsFocus;
    if (index === undefined) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
    if (!link) return;
    wantsFocus.current = undefined;
    link.focus({ preventScroll: true });
  });
  const press = (event: KeyboardEvent, index: number, row: Row | undefined) => {
    const to = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + 10,
      PageUp: index - 10,
      Home: 0,
      End: count - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(count - 1, to));
      wantsFocus.current = next;
      virtual.scrollToIndex(next);
      const link = box.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`);
      if (link) {
        wantsFocus.current = undefined;
        link.focus({ preventScroll: true });
      }
    } else if (event.key === 'x' && row && onChoose) {
      event.preventDefault();
      onChoose(row, !chosen.has(row.id));
    }
  };
  const open = (id: string, index: number) => {
    const near = Array.from({ length: 201 }, (_, at) => rowAt(index - 100 + at)?.id ?? '').filter(Boolean);
    remember(near, address);
    go(`/questions/${id}`);
  };
  return (
    <div ref={box} className="question-scroll">
      <ul className="question-rows" aria-label={label} style={{ height: `${virtual.getTotalSize()}px` }}>
        {items.map(({ index, start }) => {
          const row = index < count ? rowAt(index) : undefined;
          return (
            <li
              key={index}
              data-index={index}
              aria-setsize={more ? -1 : count}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)`, height: `${height}px` }}
              onKeyDown={(event) => press(event, index, row)}
            >
              {row ? (
                <OneRow
                  row={row}
                  chosen={chosen.has(row.id)}
                  onChoose={onChoose}
                  onOpen={() => open(row.id, index)}
                />
              ) : (
                <span className="question-row quiet">{say(isRead(index) ? 'list.moved' : 'loading')}</span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface RowProps {
  readonly row: Row;
  readonly chosen: boolean;
  readonly onChoose: ((row: Row, on: boolean) => void) | undefined;
  readonly onOpen: () => void;
}

function OneRow({ row, chosen, onChoose, onOpen }: RowProps) {
  const say = useSay();
  const nameOf = useLibraryName();
  const name = row.subject ?? row.number;
  const who = row.offeredTo
    ? say('list.offered', { library: row.offeredTo.institutionName ?? nameOf(row.offeredTo.institutionId) })
    : (row.assignee?.name ?? row.handledBy?.name ?? say('list.nobody'));
  return (
    <div className={`question-line ${chosen ? 'chosen' : ''}`}>
      {onChoose && (
        <label className="question-choose">
          <input
            type="checkbox"
            checked={chosen}
            aria-label={say('list.choose', { question: name })}
            onChange={({ target }) => onChoose(row, target.checked)}
          />
        </label>
      )}
      <a
        className="question-row"
        href={hrefOf(`/questions/${row.id}`)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          onOpen();
        }}
      >
        <Status status={row.status} />
        <span className="question-subject">
          <strong className="one-line">{name}</strong>
          <span className="quiet one-line">
            {row.number} · {row.patronInstitutionName ?? nameOf(row.patronInstitutionId)} ·{' '}
            {say(`source.${row.source}`)}
            {row.waitingOn && ` · ${say(`waiting-on.${row.waitingOn}`)}`}
            {row.noContact && ` · ${say('list.no-address')}`}
            <span className="question-who-beside"> · {who}</span>
          </span>
        </span>
        <span className="question-who quiet one-line">{who}</span>
        <span className="question-when">
          <Due row={row} />
          <span className="quiet">
            <When at={row.updatedAt} />
          </span>
        </span>
      </a>
    </div>
  );
}
