import type { EntitySchemaColumnOptions } from 'typeorm';

// Columns that every mapping here writes the same way.
type Column = EntitySchemaColumnOptions;
export const id: Column = { type: 'uuid', primary: true };
export const uuid = (name: string): Column => ({ name, type: 'uuid' });
export const uuids = (name: string): Column => ({ name, type: 'uuid', array: true });
export const text = (name: string): Column => ({ name, type: 'text' });
export const flag = (name: string): Column => ({ name, type: 'boolean' });
export const json = (name: string): Column => ({ name, type: 'jsonb' });
export const time = (name: string): Column => ({ name, type: 'timestamptz', precision: 3 });
export const orNull = (column: Column): Column => ({ ...column, nullable: true });
