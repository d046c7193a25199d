import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSay } from '../language.js';
import { Trouble, troubleOf } from './trouble.js';

/** What is asked of Carrel, in its three states; what was there stays while it is asked anew. */
export function Loaded<T>({ of, children }: { of: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const say = useSay();
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isError) return <Trouble again={() => void of.refetch()}>{troubleOf(of.error, say)}</Trouble>;
  return (
    <p className="loading" role="status">
      {say('loading')}
    </p>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children && <p>{children}</p>}
    </div>
  );
}
