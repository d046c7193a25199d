export { accentOf, contrast, wear, type Accent } from './accent.js';
export { readEvents, type Silence, type StreamEnd } from './event-stream.js';
export { directionOf, nameOf, pick } from './language.js';
export { kept, type Kept } from './kept.js';
export { timesIn, type Times } from './times.js';
export { speaker, type Catalogue, type Say, type Values } from './words.js';
