import type { INestApplicationContext } from '@nestjs/common';
import { WebhookDeliverer } from './webhook-deliverer.js';

/** `node main.js reseal`: what is kept sealed is sealed under the CARREL_SECRET of now; repeated it changes nothing. */
export async function reseal(app: INestApplicationContext): Promise<void> {
  const count = await app.get(WebhookDeliverer).renewSeals();
  process.stdout.write(`${count} webhook endpoints are sealed under the secret of now\n`);
}
