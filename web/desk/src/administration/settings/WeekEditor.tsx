import type { EditorProps } from './extras.js';
import { WeekFields, type Week } from './WeekFields.js';

export function WeekEditor({ value, onChange, faults }: EditorProps) {
  return <WeekFields week={value as Week} onChange={onChange} faults={faults} />;
}
