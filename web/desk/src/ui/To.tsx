import type { ReactNode } from 'react';
import { go, hrefOf } from '../route.js';

interface Props {
  readonly to: string;
  readonly children: ReactNode;
  readonly current?: boolean | undefined;
  readonly className?: string;
}

/** A link within the desk. */
export function To({ to, children, current, className }: Props) {
  return (
    <a
      href={hrefOf(to)}
      className={className}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
