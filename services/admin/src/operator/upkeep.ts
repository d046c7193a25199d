import type { INestApplicationContext } from '@nestjs/common';
import { UsageError } from '@carrel/web';
import { Republication } from '../directory/republication.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { SecondFactorService } from '../second-factor/second-factor.service.js';
import { SingleSignOnService } from '../single-sign-on/single-sign-on.service.js';
import { PolicyPagesService } from '../policy/policy-pages.service.js';

/** `node main.js rebuild directory`: republishes all state, for projections that went wrong (B2). */
export async function rebuild(app: INestApplicationContext, [what]: string[]): Promise<void> {
  if (what !== 'directory') throw new UsageError('admin can say again: directory');
  process.stdout.write(`${await app.get(Republication).ask()} events of the directory go out again\n`);
}

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
