import type { ComponentChildren } from 'preact';
import { useSpeech } from '../context.js';

interface Common {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly required?: boolean;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly onInput: (value: string) => void;
}
interface TextProps extends Common {
  readonly type?: 'text' | 'email';
  readonly autocomplete?: string;
  readonly long?: boolean;
  readonly maxLength: number;
}

const describedBy = ({ id, hint, fault }: Common) =>
  [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;

function Around({ field, children }: { field: Common; children: ComponentChildren }) {
  const { id, hint, fault } = field;
  return (
    <div class="field">
      {children}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {fault && (
        <span class="fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </div>
  );
}

/** The label's text; what may be left out says so, since most is needed. */
function Label({ label, required }: { label: string; required?: boolean | undefined }) {
  const { say } = useSpeech();
  return (
    <>
      {label}
      {!required && <span class="hint"> {say('form.optional')}</span>}
    </>
  );
}

export function TextField(props: TextProps) {
  const { id, label, value, required, fault, onInput, long, maxLength, type, autocomplete } = props;
  const shared = {
    ...{ id, class: 'input', value, maxLength, required: required ?? false },
    'aria-invalid': fault ? ('true' as const) : undefined,
    'aria-describedby': describedBy(props),
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  };
  return (
    <Around field={props}>
      <label for={id}>
        <Label label={label} required={required} />
      </label>
      {long ? (
        <textarea {...shared} rows={4} dir="auto" />
      ) : (
        <input
          {...shared}
          {...({ type: type ?? 'text' } as { type: 'email' })}
          autocomplete={autocomplete ?? 'off'}
          dir="auto"
        />
      )}
    </Around>
  );
}

/** A few answers stand there to be seen; many are a list to open. */
export function ChoiceField(
  props: Common & {
    readonly options: readonly string[];
    /** What is read for each, in the same order; the options themselves otherwise. */
    readonly labels?: readonly string[];
  },
) {
  const { id, label, value, required, fault, options, labels = options, onInput } = props;
  const { say } = useSpeech();
  const invalid = {
    'aria-invalid': fault ? ('true' as const) : undefined,
    'aria-describedby': describedBy(props),
  };
  if (options.length > 5)
    return (
      <Around field={props}>
        <label for={id}>
          <Label label={label} required={required} />
        </label>
        <select
          {...invalid}
          id={id}
          class="input"
          value={value}
          onChange={(event) => onInput(event.currentTarget.value)}
        >
          <option value="">{say('form.choose')}</option>
          {options.map((option, n) => (
            <option key={option} value={option}>
              {labels[n]}
            </option>
          ))}
        </select>
      </Around>
    );
  return (
    <Around field={props}>
      <fieldset role="radiogroup" aria-labelledby={`${id}-label`} {...invalid}>
        <span class="label" id={`${id}-label`}>
          <Label label={label} required={required} />
        </span>
        {options.map((option, n) => (
          <label class="choice" key={option}>
            <input
              type="radio"
              name={id}
              id={n === 0 ? id : undefined}
              checked={value === option}
              onChange={() => onInput(option)}
            />
            {labels[n]}
          </label>
        ))}
      </fieldset>
    </Around>
  );
}

/** A tick is the word yes, as the question's fields keep it. */
export function CheckField(props: Common) {
  const { id, label, value, fault, onInput } = props;
  return (
    <Around field={props}>
      <span class="choice">
        <input
          id={id}
          type="checkbox"
          checked={value === 'yes'}
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={describedBy(props)}
          onChange={(event) => onInput(event.currentTarget.checked ? 'yes' : '')}
        />
        <label for={id}>{label}</label>
      </span>
    </Around>
  );
}
