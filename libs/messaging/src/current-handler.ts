import { AsyncLocalStorage } from 'node:async_hooks';

/** The handler that runs, as `Class.method`: part of the inbox's key. */
export const currentHandler = new AsyncLocalStorage<string>();
