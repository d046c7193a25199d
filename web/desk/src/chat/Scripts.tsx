import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { useLibraries, useMe } from '../frame/me.js';
import { useSay } from '../language.js';
import type { Session } from '../live/types.js';

const read = () => ok(api.chat.GET('/v1/scripts'));
export type Script = Awaited<ReturnType<typeof read>>['items'][number];

/** My, my library's and my group's prepared texts and pages, with the placeholders of library and group filled. */
export function useScripts(): Script[] {
  const { data } = useQuery({ queryKey: ['scripts'], queryFn: read, staleTime: 60_000 });
  return data?.items ?? [];
}

/** Fills a text's placeholders as the service does, so that it can be changed before it is sent. */
export function useFilledScript(session: Session, librarian: string): (script: Script) => string {
  const { data: libraries } = useLibraries();
  const { data: me } = useMe();
  const values: Record<string, string | null | undefined> = {
    patron: session.patron.name,
    librarian: session.librarians.find(({ leftAt, name }) => !leftAt && name)?.name ?? librarian,
    library: libraries?.get(session.institutionId)?.name,
    group: me?.groups.find(({ kind }) => kind === 'subscription')?.shortName,
  };
  return ({ content }) =>
    content.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}

interface Props {
  readonly scripts: readonly Script[];
  readonly chosen: number;
  readonly onTake: (script: Script) => void;
}

export function ScriptList({ scripts, chosen, onTake }: Props) {
  const say = useSay();
  if (scripts.length === 0) return <p className="quiet scripts-none">{say('scripts.none')}</p>;
  return (
    <ul className="scripts" id="script-list" role="listbox" aria-label={say('scripts')}>
      {scripts.map((script, at) => (
        <li
          key={`${script.scope} ${script.name}`}
          id={`script-${at}`}
          role="option"
          aria-selected={at === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(script)}
        >
          <strong>{script.name}</strong>{' '}
          <span className="tag">
            {say(
              script.scope === 'account'
                ? 'scripts.mine'
                : script.scope === 'group'
                  ? 'scripts.shared'
                  : 'scripts.library',
            )}
          </span>
          <span className="quiet one-line">{script.content}</span>
        </li>
      ))}
    </ul>
  );
}
