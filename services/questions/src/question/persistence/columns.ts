import type { EntitySchemaColumnOptions } from 'typeorm';

// Columns that every mapping here writes the same way.
export const id: EntitySchemaColumnOptions = { type: 'uuid', primary: true };
export const uuid = (name: string): EntitySchemaColumnOptions => ({ name, type: 'uuid' });
export const text = (name: string): EntitySchemaColumnOptions => ({ name, type: 'text' });
export const flag = (name: string): EntitySchemaColumnOptions => ({ name, type: 'boolean' });
export const json = (name: string): EntitySchemaColumnOptions => ({ name, type: 'jsonb' });
export const time = (name: string): EntitySchemaColumnOptions => ({
  name,
  type: 'timestamptz',
  precision: 3,
});
export const orNull = (column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({
  ...column,
  nullable: true,
});
