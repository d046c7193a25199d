import { useEffect } from 'preact/hooks';
import type { RefObject } from 'preact';
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
