export { carrel, type Carrel, type CarrelOptions, type Problem } from './carrel.js';
export { changedDesk, type Desk, type DeskChange } from './desk.js';
export {
  follow,
  type EventOf,
  type Following,
  type FollowOptions,
  type FollowState,
  type SessionEvents,
  type StaffEvents,
} from './follow.js';
export type { ChatSchemas } from './schemas.js';
export { CarrelProblem, ok } from './problem.js';
