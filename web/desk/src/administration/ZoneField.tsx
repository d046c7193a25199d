import { useId } from 'react';
import { zonesWith } from './regions.js';
import { useSay } from './words.js';

interface Props {
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly hint?: string | undefined;
}

export function ZoneField({ value, onChange, hint }: Props) {
  const say = useSay();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{say('profile.timeZone')}</label>
      <select id={id} className="input" value={value} onChange={({ target }) => onChange(target.value)}>
        {zonesWith(value).map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </select>
      {hint && <span className="hint">{hint}</span>}
    </div>
  );
}
