type Value = string | number | Buffer | null;

/**
 * A statement with its values written into it, quoted by the rules of PostgreSQL: for what is sent along with the start
 * or the end of a transaction, where values cannot be bound. PostgreSQL may log its text, so let no words of people be among
 * the values.
 */
export const quoted = (text: TemplateStringsArray, ...values: readonly Value[]): string =>
  text.map((part, n) => (n ? literal(values[n - 1]!) : '') + part).join('');

function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : `\\x${value.toString('hex')}`;
  const inside = text.replaceAll("'", "''");
  // As pg.escapeLiteral, which goes letter by letter.
  return inside.includes('\\') ? ` E'${inside.replaceAll('\\', '\\\\')}'` : `'${inside}'`;
}
