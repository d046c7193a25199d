import { ok } from '@carrel/client';
import { useEffect, useState } from 'preact/hooks';
import { anyone } from './api.js';
import { useAround } from './context.js';

const SHOWN = 8;
const TYPING_MS = 250;

interface Found {
  readonly items: readonly { id: string; name: string; slug: string | null }[];
  readonly more: boolean;
}

/** On a portal's page: whoever knows his or her library goes on at that library's own page. */
export function LibraryPicker({ groupId }: { groupId: string }) {
  const { say, place } = useAround();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<Found | 'away'>();

  useEffect(() => {
    if (!open) return;
    const overtaken = new AbortController();
    const look = async () => {
      const query = { limit: SHOWN, ...(search.trim() && { search: search.trim() }) };
      const asked = { params: { path: { id: groupId }, query }, signal: overtaken.signal };
      const page = await ok(anyone.chat.GET('/v1/groups/{id}/libraries', asked));
      setFound({ items: page.items, more: page.nextCursor !== null });
    };
    const timer = setTimeout(
      () => void look().catch(() => !overtaken.signal.aborted && setFound('away')),
      search ? TYPING_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      overtaken.abort();
    };
  }, [open, search, groupId]);

  return (
    <details class="card picker" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say('picker.title')}</summary>
      <label class="field">
        <span>{say('picker.search')}</span>
        <input
          class="input"
          type="search"
          maxLength={100}
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      </label>
      {found && found !== 'away' && (
        <ul>
          {found.items.map(({ id, name, slug }) => (
            <li key={id}>
              {/* Within another site's page only the library of that site is shown. */}
              <a href={`/ask/${slug ?? id}`} target={place.framed ? '_blank' : undefined} rel="noopener">
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p class="quiet" role="status">
        {found === 'away'
          ? say('trouble.away')
          : found?.items.length === 0
            ? say('picker.none')
            : found?.more
              ? say('picker.more')
              : ''}
      </p>
    </details>
  );
}
