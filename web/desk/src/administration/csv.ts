/** The rows of a CSV file (RFC 4180), separated by commas, semicolons or tabs, whichever its first line has. */
export function rowsOf(text: string): string[][] {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const separator = ['\t', ';', ','].find((one) => first.includes(one)) ?? ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.some(Boolean)) rows.push(row);
    row = [];
  };
  for (let n = 0; n < text.length; n += 1) {
    const sign = text[n]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[n + 1] === '"') {
        cell += '"';
        n += 1;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (sign === separator) endCell();
    else if (sign === '\n' || sign === '\r') endRow();
    else cell += sign;
  }
  endRow();
  return rows;
}

interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly ('librarian' | 'reviewer' | 'institution-admin')[];
  readonly trained: boolean;
}
export interface AccountLine {
  /** As the file counts lines, its head included. */
  readonly line: number;
  readonly account: NewAccount | undefined;
  /** What is wrong with it: which column, and what stands there. */
  readonly fault?: { readonly what: 'email' | 'name' | 'roles' | 'repeated'; readonly words: string };
}

const roles: Readonly<Record<string, NewAccount['roles'][number]>> = {
  librarian: 'librarian',
  reviewer: 'reviewer',
  administrator: 'institution-admin',
  admin: 'institution-admin',
  'institution-admin': 'institution-admin',
};
const yes = /^(yes|y|true|1|x|trained|sí|si|oui|ja)$/i;

/**
 * Accounts from a file with the columns e-mail, name, roles (separated by spaces; left out: librarian) and trained. A first
 * line without an address is its head.
 */
export function accountsIn(text: string): AccountLine[] {
  const rows = rowsOf(text);
  const headed = rows[0] !== undefined && !rows[0].some((cell) => cell.includes('@'));
  const seen = new Set<string>();
  return rows.slice(headed ? 1 : 0).map((cells, n): AccountLine => {
    const line = n + (headed ? 2 : 1);
    const [email = '', name = '', held = '', trained = ''] = cells;
    const fault = (what: NonNullable<AccountLine['fault']>['what'], words: string): AccountLine => ({
      line,
      account: undefined,
      fault: { what, words },
    });
    if (!/^\S+@\S+\.\S+$/.test(email)) return fault('email', email);
    if (!name) return fault('name', email);
    if (seen.has(email.toLowerCase())) return fault('repeated', email);
    seen.add(email.toLowerCase());
    const words = held
      .toLowerCase()
      .split(/[\s+/|]+/)
      .filter(Boolean);
    const unknown = words.find((word) => !(word in roles));
    if (unknown !== undefined) return fault('roles', unknown);
    const given = words.length ? [...new Set(words.map((word) => roles[word]!))] : (['librarian'] as const);
    return { line, account: { email, name, roles: given, trained: yes.test(trained) } };
  });
}
