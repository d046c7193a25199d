/** The one stream of all events. */
export const EVENTS = 'EVENTS';
