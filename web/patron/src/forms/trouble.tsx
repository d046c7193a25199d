import type { Say } from '@carrel/ui';
import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { useSpeech } from '../context.js';
import type { Key } from '../language.js';
import type { Faults } from './draft.js';

/** What went wrong as a whole, said at once to whoever listens. */
export function Trouble({ text }: { text: string }) {
  return (
    <div role="alert" class="trouble">
      {text}
    </div>
  );
}

/** Leads to the first field that is not right. */
export function useFaultFocus(form: RefObject<HTMLElement | null>, faults: Faults): void {
  useEffect(() => {
    if (Object.keys(faults).length === 0) return;
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const input = first?.matches('fieldset') ? first.querySelector('input') : first;
    input?.focus();
  }, [faults]);
}

/** The device works for a few seconds: said once, and seen. */
export function TaskNote({ solving }: { solving: boolean }) {
  const { say } = useSpeech();
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (solving) note.current?.scrollIntoView({ block: 'nearest' });
  }, [solving]);
  return (
    <p ref={note} role="status" class="task">
      {solving ? say('task.solving') : ''}
    </p>
  );
}

/** When it may be tried again, in words. */
export function tooMany(say: Say<Key>, { facts }: { facts?: unknown }): string {
  const { retryAfterSeconds, wait } = (facts ?? {}) as { retryAfterSeconds?: number; wait?: number };
  const seconds = retryAfterSeconds ?? wait;
  return seconds === undefined
    ? say('trouble.many')
    : say('trouble.many.wait', { minutes: Math.max(1, Math.ceil(seconds / 60)) });
}
