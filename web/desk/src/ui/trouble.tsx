import { CarrelProblem } from '@carrel/client';
import type { ReactNode } from 'react';
import { useSay, type Say } from '../language.js';

/** What went wrong, in words for the person at the desk. */
export function troubleOf(error: unknown, say: Say): string {
  if (!(error instanceof CarrelProblem)) return say('trouble.unreachable');
  const { problem, status } = error;
  if (status === 429) return say('trouble.too-many');
  if (status >= 500 || !problem) return say('trouble.away');
  const errors = problem.errors?.map(({ message }) => message).join(' ');
  return errors ? `${problem.detail} ${errors}` : problem.detail;
}

/** What is wrong with what was sent, by the path of each field. */
export function faultsOf(error: unknown): Readonly<Record<string, string>> {
  const errors = error instanceof CarrelProblem ? error.problem?.errors : undefined;
  return Object.fromEntries(errors?.map(({ path, message }) => [path, message]) ?? []);
}

export function Trouble({ children, again }: { children: ReactNode; again?: (() => void) | undefined }) {
  const say = useSay();
  if (!children) return null;
  return (
    <p className="trouble" role="alert">
      <span>{children}</span>
      {again && (
        <button type="button" className="button" onClick={again}>
          {say('try-again')}
        </button>
      )}
    </p>
  );
}
