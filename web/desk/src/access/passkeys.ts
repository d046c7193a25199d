/** What browsers and services exchange of passkeys; loaded when somebody uses one. */
const browser = () => import('@simplewebauthn/browser');

export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in globalThis;

/** Asks the person for a passkey. @returns its answer in the JSON form of WebAuthn; undefined when nothing was chosen */
export async function passkeyFor(options: object): Promise<Record<string, never> | undefined> {
  const { startAuthentication } = await browser();
  return chosen(() => startAuthentication({ optionsJSON: options as never }));
}

/** Makes a passkey on this computer, telephone or key. @returns undefined when the person gave up */
export async function newPasskey(options: object): Promise<Record<string, never> | undefined> {
  const { startRegistration } = await browser();
  return chosen(() => startRegistration({ optionsJSON: options as never }));
}

async function chosen(ask: () => Promise<object>): Promise<Record<string, never> | undefined> {
  try {
    return (await ask()) as Record<string, never>;
  } catch (error) {
    const { name } = error as Error;
    if (name === 'NotAllowedError' || name === 'AbortError') return undefined;
    throw error;
  }
}
