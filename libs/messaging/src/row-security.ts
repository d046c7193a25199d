/** The variable of a transaction that names the one library it works for. */
export const LIBRARY = 'carrel.library';
/** What it holds while the system itself works for all of them: retention, erasure, counting. */
export const EVERY_LIBRARY = 'every';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The key of one row or of one library as a repository may use it. `undefined` and null would otherwise leave
 * a condition out, and the first row of anybody would be found (promise 22).
 * @throws Error, a bug of ours, for anything but a UUID
 */
export function keyOf(id: unknown, of: string): string {
  if (typeof id !== 'string' || !uuid.test(id)) throw new Error(`${of} is asked for without a key.`);
  return id;
}

/**
 * SQL for a migration: only rows of the library that the transaction names are seen and written (B29), by the
 * owner's role too. A transaction that names none sees nothing. Use `Transactions.forLibrary`.
 */
export const rowSecurity = (table: string, column = 'institution_id'): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY of_library ON ${table} USING (
    ${column}::text = current_setting('${LIBRARY}', true)
    OR current_setting('${LIBRARY}', true) = '${EVERY_LIBRARY}')`;

/** Undoes it. */
export const noRowSecurity = (table: string): string => `
  DROP POLICY of_library ON ${table};
  ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`;
