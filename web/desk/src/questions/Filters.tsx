import { useEffect, useState, type ReactNode } from 'react';
import type { Wanted } from './pages.js';
import { useSay } from './words.js';

interface Props {
  readonly wanted: Wanted;
  readonly onChange: (change: Record<string, string>) => void;
  /** A patron's name or address. */
  readonly onPatron: (patron: string) => void;
  readonly children: ReactNode;
}
const sources = ['chat', 'web-form', 'mail', 'desk', 'phone', 'fax', 'sms'] as const;
const topics = ['research', 'policy', 'circulation', 'access-services', 'other'] as const;

/** What narrows a list; each choice is in the address, so that it can be kept and sent. */
export function Filters({ wanted, onChange, onPatron, children }: Props) {
  const say = useSay();
  const { list, due, sort, q, source, topic } = wanted;
  const own = list !== 'history' && list !== 'shared-followup';
  const choice = (name: 'due' | 'source' | 'topic' | 'sort', value: string, options: [string, string][]) => (
    <label className="inline">
      <span>{say(`list.${name}`)}</span>
      <select className="input" value={value} onChange={({ target }) => onChange({ [name]: target.value })}>
        {options.map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="filters">
      <Search label={say('list.search')} q={q} onSearch={(text) => onChange({ q: text })} />
      {list !== 'shared-followup' && (
        <Search label={say('list.patron')} q={wanted.patron} onSearch={onPatron} />
      )}
      {own && (
        <>
          {choice('due', due, [
            ['', say('list.due-any')],
            ['overdue', say('due.overdue')],
            ['soon', say('due.soon')],
          ])}
          {choice('source', source, [
            ['', say('list.due-any')],
            ...sources.map((one): [string, string] => [one, say(`source.${one}`)]),
          ])}
          {choice('topic', topic, [
            ['', say('list.due-any')],
            ...topics.map((one): [string, string] => [one, say(`topic.${one}`)]),
          ])}
          {choice('sort', sort, [
            ['updated', say('list.sort-updated')],
            ['due', say('list.sort-due')],
          ])}
        </>
      )}
      {children}
    </div>
  );
}

interface SearchProps {
  readonly label: string;
  readonly q: string;
  readonly onSearch: (text: string) => void;
}

function Search({ label, q, onSearch }: SearchProps) {
  const say = useSay();
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  return (
    <form
      role="search"
      aria-label={label}
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <input
        type="search"
        className="input"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        onChange={({ target }) => {
          setText(target.value);
          if (!target.value) onSearch('');
        }}
      />
      <button type="submit" className="button" aria-label={`${say('list.search-do')}: ${label}`}>
        <span aria-hidden="true">⌕</span>
      </button>
    </form>
  );
}
