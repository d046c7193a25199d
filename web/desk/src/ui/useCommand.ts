import { useCallback, useRef, useState } from 'react';
import { useSay } from '../language.js';
import { troubleOf } from './trouble.js';

/** Something that is asked of Carrel: once at a time, with what went wrong in words. */
export function useCommand<Given extends unknown[], Answer>(
  command: (...given: Given) => Promise<Answer>,
  done?: (answer: Answer) => void,
): {
  readonly run: (...given: Given) => void;
  readonly busy: boolean;
  readonly trouble: string | undefined;
  readonly clear: () => void;
} {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const running = useRef(false);
  const latest = useRef({ command, done });
  latest.current = { command, done };
  const run = useCallback(
    (...given: Given) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setTrouble(undefined);
      latest.current
        .command(...given)
        .then(
          (answer) => latest.current.done?.(answer),
          (error: unknown) => setTrouble(troubleOf(error, say)),
        )
        .finally(() => {
          running.current = false;
          setBusy(false);
        });
    },
    [say],
  );
  return { run, busy, trouble, clear: () => setTrouble(undefined) };
}
