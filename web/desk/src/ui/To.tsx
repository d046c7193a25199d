import type { ComponentProps } from 'react';
import { go, hrefOf } from '../route.js';

interface Props extends Omit<ComponentProps<'a'>, 'href' | 'aria-current' | 'onClick'> {
  readonly to: string;
  readonly current?: boolean | undefined;
  /** Whatever way it is followed, in a tab of its own as well. */
  readonly onClick?: () => void;
}

/** A link within the desk. */
export function To({ to, current, onClick, ...more }: Props) {
  return (
    <a
      {...more}
      href={hrefOf(to)}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        onClick?.();
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        go(to);
      }}
    />
  );
}
