import { AsyncLocalStorage } from 'node:async_hooks';

/** Which handler is at work on an event, `Class.method`; the inbox keeps events apart by it. */
export const currentHandler = new AsyncLocalStorage<string>();
