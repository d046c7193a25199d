export * from './aggregate.js';
export * from './clock.js';
export * from './refusal.js';
