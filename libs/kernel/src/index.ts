export * from './aggregate.js';
export * from './clock.js';
export * from './file-kinds.js';
export * from './file-names.js';
export * from './descriptive-codes.js';
export * from './plain-text.js';
export * from './mailbox.js';
export * from './refusal.js';
