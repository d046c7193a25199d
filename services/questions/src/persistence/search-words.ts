import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

/** What a search finds of each question, apart from the question itself so that other changes write no words anew. */
@Injectable()
export class SearchWords {
  constructor(private readonly transactions: Transactions) {}

  /** From the questions themselves, in batches, while the service runs. Answers how many questions have words. */
  async rebuild(batch = 500): Promise<number> {
    let count = 0;
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const ids = await this.transactions.run(async ({ manager }) => {
        // Whoever writes to a question holds its row, so that no message comes in between.
        const rows = await manager.query<{ id: string }[]>(
          'SELECT id FROM questions WHERE id > $1 ORDER BY id LIMIT $2 FOR UPDATE',
          [after, batch],
        );
        const found = rows.map(({ id }) => id);
        await manager.query('DELETE FROM question_words WHERE question_id = ANY($1)', [found]);
        const kept = await manager.query<unknown[]>(wordsOf, [found]);
        count += kept.length;
        return found;
      });
      if (ids.length < batch) return count;
      after = ids.at(-1)!;
    }
  }
}

/** As they are gathered one by one: no words of what was erased, nor of quality notes. */
const wordsOf = `WITH made AS (INSERT INTO question_words (question_id, words)
  SELECT q.id, to_tsvector('simple', left(concat_ws(' ', q.subject, q.text,
    (SELECT string_agg(line->>'text', ' ') FROM transcripts t, jsonb_array_elements(t.lines) line
     WHERE t.question_id = q.id),
    (SELECT string_agg(m.text, ' ') FROM messages m WHERE m.question_id = q.id AND m.kind <> 'quality')
  ), 200000)) FROM questions q WHERE q.id = ANY($1) AND q.erased_at IS NULL RETURNING 1) SELECT * FROM made`;
