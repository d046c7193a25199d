/** The one stream of all facts. */
export const EVENTS = 'EVENTS';
