import { useEffect, useRef } from 'react';

/** A prepared text goes below what is there already. */
export const joined = (text: string, more: string): string =>
  text.trim() ? `${text.trimEnd()}\n\n${more}` : more;

/** The box that is written in; Alt + R leads here. */
export function Box({
  label,
  text,
  onChange,
}: {
  label: string;
  text: string;
  onChange: (text: string) => void;
}) {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <textarea
      ref={box}
      id="reply"
      className="input"
      rows={9}
      value={text}
      maxLength={50_000}
      aria-label={label}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
