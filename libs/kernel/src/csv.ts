/** Leads a CSV file in UTF-8, without which Excel takes its letters for those of another charset. */
export const csvStart = '\uFEFF';

// A spreadsheet passes over what cannot be seen before a formula, and takes full-width signs for the others.
const formula = /^[\s\p{C}]*[=+\-@＝＋－＠﹢﹣﹦﹫]|^[\t\r\n]/u;

/** A line by RFC 4180; a text that a spreadsheet would take for a formula is led by an apostrophe. */
export const csvLine = (
  cells: readonly (string | number | boolean | Date | readonly string[] | null)[],
): string => `${cells.map(cell).join()}\r\n`;

function cell(value: Parameters<typeof csvLine>[0][number]): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'string' ? value : value.join(' ');
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
