import { parentPort } from 'node:worker_threads';
import { readMail } from './read.js';

// A thread of its own: a mail that takes too long costs this thread and nothing else.
parentPort!.on('message', ({ id, raw }: { id: number; raw: Uint8Array }) => {
  const mail = readMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  parentPort!.postMessage({ id, mail });
});
parentPort!.postMessage('ready');
