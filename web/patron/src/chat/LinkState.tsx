import { useAround } from '../context.js';
import type { Link } from './state.js';

/** Whether lines come; nothing while all is well. */
export function LinkState({ link }: { link: Link }) {
  const { say } = useAround();
  return (
    <div role="status" class={link === 'cut' ? 'link cut' : 'link'}>
      {link === 'cut' ? say('link.cut') : ''}
    </div>
  );
}
