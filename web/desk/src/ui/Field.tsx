import { useId, type HTMLInputTypeAttribute, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly type?: HTMLInputTypeAttribute;
  readonly rows?: number;
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  readonly required?: boolean;
  readonly inputMode?: 'numeric' | 'email' | 'url';
  readonly maxLength?: number;
  /** Of a datalist among the children. */
  readonly list?: string;
  readonly children?: ReactNode;
}

/** A labelled box to type in; one line, or more. */
export function Field({ label, value, onChange, hint, fault, rows, type, children, ...rest }: Props) {
  const id = useId();
  const shared = {
    ...rest,
    id,
    className: 'input',
    value,
    'aria-invalid': fault ? (true as const) : undefined,
    'aria-describedby': hint || fault ? `${id}-more` : undefined,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows ? (
        <textarea {...shared} rows={rows} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...shared} type={type ?? 'text'} onChange={(event) => onChange(event.target.value)} />
      )}
      {(hint || fault) && (
        <span id={`${id}-more`} className={fault ? 'fault' : 'hint'}>
          {fault ?? hint}
        </span>
      )}
      {children}
    </div>
  );
}
