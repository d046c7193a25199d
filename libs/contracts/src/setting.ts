import type { Static, TSchema } from 'typebox';

/** One setting: its owner's level, its schema and its default. */
export interface Setting<S extends TSchema = TSchema> {
  readonly key: string;
  /** Every setting belongs to exactly one level (R1). */
  readonly level: 'group' | 'institution' | 'account';
  readonly schema: S;
  readonly default: Static<S>;
  /** Whether `settings.changed` carries the value; personal or secret values are asked for instead (B1). */
  readonly inEvents: boolean;
  readonly description: string;
  /** How a value may be written besides: its schema, for documents, and the turn into the form that is stored. */
  readonly written?: { readonly schema: TSchema; readonly stored: (written: unknown) => unknown };
  /** Some of its texts have placeholders, which `faults` judges; the texts of all others have none. */
  readonly placeholders?: true;
  /** What a schema cannot say, asked of a value that fits it; one line each (`/path message`). */
  faults?(value: Static<S>): string[];
}

/** Keeps the schema's own type, so that a setting's value has one. */
export const setting = <S extends TSchema>(definition: Setting<S>): Setting<S> => definition;

/** A fault per later item whose name stands in the list already. */
export const repeated = (path: string, names: readonly string[], field: string): string[] =>
  names.flatMap((name, n) => (names.indexOf(name) < n ? [`/${path}/${n}/${field} is there already`] : []));

/** A fault per field of a form that is called as something every object of JavaScript has: no answer could bear it. */
export const reserved = (path: string, names: readonly string[], field: string): string[] =>
  names.flatMap((name, n) =>
    name in Object.prototype ? [`/${path}/${n}/${field} must be another than ${name}`] : [],
  );
