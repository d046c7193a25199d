import { useEffect } from 'react';
import { bareKeys } from '../frame/bare-keys.js';
import { go } from '../route.js';
import { To } from '../ui/To.js';
import { around } from './neighbours.js';
import { useSay } from './words.js';

/** Back to the list, and on to the question before and after: `[` and `]` while nothing is being written. */
export function Neighbours({ id }: { id: string }) {
  const say = useSay();
  const { list, before, next } = around(id);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !bareKeys()) return;
      if ((event.target as HTMLElement).matches('input, textarea, select, [contenteditable]')) return;
      const to = { '[': before, ']': next }[event.key];
      if (to) go(`/questions/${to}`);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [before, next]);
  return (
    <nav className="row spread neighbours" aria-label={say('neighbours')}>
      <Step to={list}>← {say('neighbours.list')}</Step>
      <span className="row">
        {before && (
          <Step to={`/questions/${before}`} shortcut="[">
            {say('neighbours.before')}
          </Step>
        )}
        {next && (
          <Step to={`/questions/${next}`} shortcut="]">
            {say('neighbours.next')}
          </Step>
        )}
      </span>
    </nav>
  );
}

function Step({ to, shortcut, children }: { to: string; shortcut?: string; children: React.ReactNode }) {
  return (
    <To to={to} aria-keyshortcuts={shortcut} title={shortcut}>
      {children}
    </To>
  );
}
