import type { EntitySchemaColumnOptions } from 'typeorm';

// Columns that every mapping here writes the same way.
export const id: EntitySchemaColumnOptions = { type: 'uuid', primary: true };
export const uuid = (name: string): EntitySchemaColumnOptions => ({ name, type: 'uuid' });
export const uuidOrNull = (name: string): EntitySchemaColumnOptions => ({
  name,
  type: 'uuid',
  nullable: true,
});
export const text = (name: string): EntitySchemaColumnOptions => ({ name, type: 'text' });
export const textOrNull = (name: string): EntitySchemaColumnOptions => ({
  name,
  type: 'text',
  nullable: true,
});
export const flag = (name: string): EntitySchemaColumnOptions => ({ name, type: 'boolean' });
export const json = (name: string): EntitySchemaColumnOptions => ({ name, type: 'jsonb' });
export const whole = (name: string): EntitySchemaColumnOptions => ({ name, type: 'integer' });
export const time = (name: string): EntitySchemaColumnOptions => ({
  name,
  type: 'timestamptz',
  precision: 3,
});
export const timeOrNull = (name: string): EntitySchemaColumnOptions => ({ ...time(name), nullable: true });
