import { useSay } from '../language.js';
import { close, useToasts } from './toast.js';

export function Toasts() {
  const say = useSay();
  return (
    <div className="toasts" role="status" aria-live="polite" data-react-aria-top-layer="true">
      {useToasts().map(({ id, text, kind }) => (
        <p key={id} className={`toast ${kind}`}>
          <span>{text}</span>
          <button
            type="button"
            className="button plain icon-only"
            aria-label={say('close')}
            onClick={() => close(id)}
          >
            <span aria-hidden="true">✕</span>
          </button>
        </p>
      ))}
    </div>
  );
}
