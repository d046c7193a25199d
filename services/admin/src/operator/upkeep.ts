import type { INestApplicationContext } from '@nestjs/common';
import { rebuild } from '@carrel/web';
import { SigningKeys } from '../keys/signing-keys.js';
import { SecondFactorService } from '../second-factor/second-factor.service.js';
import { SingleSignOnService } from '../single-sign-on/single-sign-on.service.js';
import { PolicyPagesService } from '../policy/policy-pages.service.js';

/** `node main.js rebuild directory`: republishes all state, for projections that went wrong (B2). */
export const rebuildDirectory = (app: INestApplicationContext, args: string[]): Promise<void> =>
  rebuild(app, args, { directory: (done) => `${done} events of the directory go out again` });

/** `node main.js rotate-keys`: the next key signs from now on; tokens of the last one stay good until they end (B35). */
export async function rotateKeys(app: INestApplicationContext): Promise<void> {
  await app.get(SigningKeys).rotateByHand();
  process.stdout.write('the next key signs from now on; nobody is logged out\n');
}

/** `node main.js reseal`: what is kept sealed is sealed under the CARREL_SECRET of now; repeated it changes nothing. */
export async function reseal(app: INestApplicationContext): Promise<void> {
  const [keys, pages] = [
    await app.get(SigningKeys).renewSeals(),
    await app.get(PolicyPagesService).renewSeals(),
  ];
  await app.get(SingleSignOnService).renewSeals();
  await app.get(SecondFactorService).renewSeals();
  process.stdout.write(`${keys} signing keys and ${pages} policy pages are sealed under the secret of now\n`);
}
