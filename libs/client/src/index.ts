export { carrel, type Carrel, type CarrelOptions, type Problem } from './carrel.js';
export { CarrelProblem, ok } from './problem.js';
