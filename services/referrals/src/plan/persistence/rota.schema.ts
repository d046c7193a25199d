import { EntitySchema } from 'typeorm';
import { Rota } from '../domain/rota.js';

/** Its versions are rows of their own, which are added and never changed. */
export const rotaSchema = new EntitySchema<Rota>({
  name: 'Rota',
  target: Rota,
  tableName: 'rotas',
  columns: {
    id: { type: 'uuid', primary: true },
    sequence: { type: 'integer' },
    version: { type: 'integer' },
    watchedUntil: { type: 'timestamptz', name: 'watched_until', precision: 3 },
    nextLookAt: { type: 'timestamptz', name: 'next_look_at', precision: 3 },
  },
});
