import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * When what had the focus has gone with what was shown, what came in its place takes it: whoever has a keyboard or a screen
 * reader goes on from there and not from the top of the page. @param shown names what stands there now; @param to else the
 * page's heading
 */
export function useFocusKept(shown: string, to?: RefObject<HTMLElement | null>): void {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    // A panel that is not being used takes nothing from the site around it.
    if (!document.hasFocus() || document.activeElement !== document.body) return;
    const goal = to ? to.current : document.querySelector<HTMLElement>('main h1');
    if (!goal) return;
    goal.tabIndex = -1;
    goal.focus();
  }, [shown]);
}
