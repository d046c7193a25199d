// Plays the main journey against a running system and says each step.
import { journey } from './dist/journey/journey.js';

const base = Number(process.env.CARREL_PORT ?? 8080);
const place = {
  url: process.env.CARREL_URL ?? `http://localhost:${base}`,
  mailboxUrl: process.env.CARREL_MAILBOX ?? `http://localhost:${base + 6}`,
};
try {
  await journey(place, { say: (sentence) => console.log(sentence) });
  console.log('The question is answered and closed, and everyone knows.');
} catch (error) {
  console.error(`The journey stopped: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
