import { Injectable } from '@nestjs/common';
import { newId } from '@carrel/messaging';
import { DataSource } from 'typeorm';

/** The kinds of B32, nearest to the patron first. */
export const queueKinds = ['library', 'group', 'cooperative', 'practice'] as const;

/** What a queue stands for: the library or group that owns it, under the name it has now. */
export interface QueuePlace {
  kind: (typeof queueKinds)[number];
  /** The library of a library queue, the group of every other kind. */
  ownerId: string;
  name: string;
}
export interface Queue extends QueuePlace {
  id: string;
}

/** There is one queue for every place of the directory, from its first use on. */
@Injectable()
export class Queues {
  constructor(private readonly db: DataSource) {}

  async at(places: QueuePlace[]): Promise<Queue[]> {
    let ids = await this.idsOf(places);
    const missing = places.filter((place) => !ids.has(keyOf(place)));
    if (missing.length > 0) {
      await this.db.query(
        `INSERT INTO queues (id, kind, owner_id) SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[])
         ON CONFLICT DO NOTHING`,
        [
          missing.map(() => newId()),
          missing.map((place) => place.kind),
          missing.map((place) => place.ownerId),
        ],
      );
      ids = await this.idsOf(places);
    }
    return places.flatMap((place) => {
      const id = ids.get(keyOf(place));
      return id === undefined ? [] : [{ ...place, id }];
    });
  }

  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; name: string }[]>(
      `SELECT q.id, CASE WHEN q.kind = 'practice' THEN 'Practice: ' ELSE '' END || coalesce(i.name, g.name) AS name
       FROM queues q LEFT JOIN directory_institutions i ON q.kind = 'library' AND i.id = q.owner_id
         LEFT JOIN directory_groups g ON q.kind <> 'library' AND g.id = q.owner_id
       WHERE q.id = ANY($1::uuid[]) AND coalesce(i.name, g.name) IS NOT NULL`,
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** The library or group; undefined for a queue that does not exist. */
  async ownerOf(id: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ ownerId: string }[]>(
      'SELECT owner_id AS "ownerId" FROM queues WHERE id = $1',
      [id],
    );
    return row?.ownerId;
  }

  private async idsOf(places: QueuePlace[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; kind: QueuePlace['kind']; ownerId: string }[]>(
      'SELECT id, kind, owner_id AS "ownerId" FROM queues WHERE owner_id = ANY($1::uuid[])',
      [places.map((place) => place.ownerId)],
    );
    return new Map(rows.map((row) => [keyOf(row), row.id]));
  }
}

const keyOf = (place: { kind: string; ownerId: string }) => `${place.kind} ${place.ownerId}`;
