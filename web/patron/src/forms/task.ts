import { CarrelProblem } from '@carrel/client';
import type { Challenge } from 'altcha-lib';

/** The device could not solve the library's task. */
class TaskFailed extends Error {}
export const taskFailed = (error: unknown): boolean =>
  error instanceof TaskFailed || (error instanceof CarrelProblem && error.problem?.code === 'challenge');

/** So many workers at once; more make a telephone hot and little faster. */
const WORKERS = 4;
const PATIENCE_MS = 90_000;

/**
 * Sends a request, and again with the solution where the library asks that the device solves a task first.
 * @param onTask it begins, and takes some seconds
 */
export async function withTask<T>(
  send: (solution: { solution?: string }) => Promise<T>,
  onTask: () => void,
): Promise<T> {
  try {
    return await send({});
  } catch (error) {
    const challenge = challengeIn(error);
    if (!challenge) throw error;
    onTask();
    return send({ solution: await solve(challenge) });
  }
}

function challengeIn(error: unknown): Challenge | undefined {
  const problem = error instanceof CarrelProblem ? error.problem : undefined;
  return problem?.code === 'challenge' ? (problem.facts as { challenge: Challenge }).challenge : undefined;
}

/** In workers, so that the page stays awake. What solves it is loaded when it is needed, from Carrel. */
async function solve(challenge: Challenge): Promise<string> {
  try {
    const { solveChallengeWorkers } = await import('altcha-lib');
    const solution = await solveChallengeWorkers({
      challenge,
      concurrency: Math.min(WORKERS, navigator.hardwareConcurrency || 1),
      createWorker: () => new Worker(new URL('./task.worker.ts', import.meta.url), { type: 'module' }),
      timeout: PATIENCE_MS,
    });
    if (solution) return btoa(JSON.stringify({ challenge, solution }));
  } catch {
    // Said below, in the reader's words.
  }
  throw new TaskFailed();
}
