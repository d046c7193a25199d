import { CarrelProblem } from '@carrel/client';

/** What Carrel said no with; undefined where it did not answer. */
export const problemIn = (error: unknown): CarrelProblem['problem'] =>
  error instanceof CarrelProblem ? error.problem : undefined;
