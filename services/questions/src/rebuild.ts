import { rebuild } from '@carrel/web';
import type { INestApplicationContext } from '@nestjs/common';

/** `node main.js rebuild statistics|search`: makes anew what is only gathered from questions. */
export const rebuildFromQuestions = (app: INestApplicationContext, args: string[]): Promise<void> =>
  rebuild(app, args, {
    statistics: (done) => `${done} questions are counted anew`,
    search: (done) => `the words of ${done} questions are gathered anew`,
  });
