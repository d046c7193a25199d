// Prints what happens to the questions of a group. CLIENT_ID and CLIENT_SECRET are those of a service account of the
// group with the scope events:read.
import { consumeFeed } from '@carrel/client-events';

const { CARREL_URL = 'http://localhost:8080', CLIENT_ID, CLIENT_SECRET, FROM } = process.env;
const ending = new AbortController();
process.once('SIGTERM', () => ending.abort()).once('SIGINT', () => ending.abort());

await consumeFeed({
  origin: CARREL_URL,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  ...(FROM ? { from: new Date(FROM) } : {}),
  signal: ending.signal,
  onConnected: () => console.log('reading the feed'),
  onTrouble: (cause) => console.error(String(cause)),
  handlers: {
    'question.created.v1': ({ id, time, data }) =>
      console.log(`question.created.v1 ${id}: question ${data.number} (${data.source}) at ${time}`),
    'question.answered.v1': ({ id, time, data }) =>
      console.log(`question.answered.v1 ${id}: question ${data.number} at ${time}`),
  },
});
