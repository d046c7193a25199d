import type { components } from '../generated/chat.js';

/** What the chat service answers and sends, by the names of its OpenAPI document. */
export type ChatSchemas = components['schemas'];
