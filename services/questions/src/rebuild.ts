import { UsageError } from '@carrel/web';
import type { INestApplicationContext } from '@nestjs/common';
import { SearchWords } from './question/persistence/search-words.js';
import { DailyCounts } from './statistics/persistence/daily-counts.js';

/** `node main.js rebuild statistics|search`: makes anew what is only gathered from questions. */
export async function rebuild(app: INestApplicationContext, [what = '']: string[]): Promise<void> {
  if (what === 'search') {
    process.stdout.write(
      `the words of ${await app.get(SearchWords).rebuild()} questions are gathered anew\n`,
    );
  } else if (what === 'statistics') {
    process.stdout.write(`${await app.get(DailyCounts).rebuild()} questions are counted anew\n`);
  } else throw new UsageError('questions can make anew: statistics, search');
}
