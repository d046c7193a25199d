import { expect, it } from '@jest/globals';
import { ok } from '@carrel/client';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { signIn, speaker } from '../tools/src/journey/client.js';

const email = 'second@aspen.example';

/** From the form to the mailbox and back, through two services. */
export function forgottenPassword(of: () => { url: string; mailbox: string }): void {
  it('[R9] A forgotten password is chosen anew by the link that arrives by mail, with its token in the fragment', async () => {
    const { url, mailbox } = of();
    const { admin } = speaker(url);
    await ok(admin.POST('/v1/auth/password-resets', { body: { email } }));
    const { text } = await new Mailbox(mailbox).mailTo(email, '/desk/password#');
    const token = /desk\/password#(\S+)/.exec(text)![1]!;
    expect(text.replaceAll(`#${token}`, '')).not.toContain(token);
    await ok(admin.POST('/v1/auth/password', { body: { token, password: 'another-password' } }));
    await expect(signIn(url, email)).rejects.toThrow();
    expect((await signIn(url, email, 'another-password')).account.email).toBe(email);
  });
}
