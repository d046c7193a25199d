import { useLanguage } from '../language.js';
import { relative } from '../ui/time.js';
import type { Row } from './api.js';
import { useSay } from './words.js';

export function Status({ status }: { status: Row['status'] }) {
  const say = useSay();
  const shown = status ?? 'none';
  return <span className={`status-tag ${shown}`}>{say(`status.q-${shown}`)}</span>;
}

/** When it is due, loud once it is near or past (R78). */
export function Due({ row }: { row: Pick<Row, 'dueAt' | 'status'> }) {
  const say = useSay();
  const language = useLanguage();
  if (!row.dueAt || row.status === 'answered' || row.status === 'closed') return null;
  const ms = Date.parse(row.dueAt) - Date.now();
  const kind = ms < 0 ? 'bad' : ms < 24 * 3_600_000 ? 'warn' : '';
  return (
    <span className={`tag ${kind}`} title={new Date(row.dueAt).toLocaleString(language)}>
      {say(ms < 0 ? 'due.was' : 'due.in', { when: relative(ms, language) })}
    </span>
  );
}
