import { useId, type ReactNode } from 'react';

export interface ActionProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** Why it cannot be done now; it stays in place, greyed, and says so. */
  readonly whyNot?: string | undefined;
  readonly kind?: 'first' | 'plain' | 'danger' | undefined;
  readonly busy?: boolean | undefined;
  readonly label?: string | undefined;
  readonly shortcut?: string | undefined;
  readonly className?: string | undefined;
  /** What shortcuts find it by. */
  readonly does?: string | undefined;
}

/** A button; one that is greyed can be reached and says why. */
export function Action({
  children,
  onPress,
  whyNot,
  kind,
  busy,
  label,
  shortcut,
  className,
  does,
}: ActionProps) {
  const id = useId();
  const off = whyNot !== undefined || busy;
  return (
    <span className="action">
      <button
        type="button"
        className={`button ${kind ?? ''} ${className ?? ''}`}
        aria-disabled={off || undefined}
        aria-busy={busy || undefined}
        aria-describedby={whyNot ? id : undefined}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        data-does={does}
        onClick={() => !off && onPress()}
      >
        {children}
      </button>
      {whyNot && (
        <span id={id} role="tooltip" className="why">
          {whyNot}
        </span>
      )}
    </span>
  );
}
