import { ok } from '@carrel/client';
import { hrefOf } from '../route.js';
import { anyone, type Tokens } from './sign-in.js';

const VERIFIER = 'carrel-desk-sign-on';
const LIBRARY = 'carrel-desk-library';

/** A library at whose provider somebody signs in, as typed: its name or its page's address. */
export interface Library {
  readonly slug: string;
  readonly name: string;
}
const readLibraries = () => ok(anyone.chat.GET('/v1/patron-pages'));
export const listedLibraries = async (): Promise<Library[]> =>
  (await readLibraries()).items.flatMap(({ slug, name }) => (slug ? [{ slug, name }] : []));

/** The library that was chosen on this computer, or that the address names. */
export function firstLibrary(): string {
  const named = new URLSearchParams(location.search).get('library');
  try {
    return named ?? localStorage.getItem(LIBRARY) ?? '';
  } catch {
    return named ?? '';
  }
}

/** Sends the browser to the library's provider, which sends it back to where the desk is now. */
export async function signOnAt(slug: string): Promise<void> {
  const { institutionId } = await ok(
    anyone.chat.GET('/v1/patron-pages/{slug}', { params: { path: { slug } } }),
  );
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(48)));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = {
    institutionId,
    returnTo: location.origin + location.pathname + location.search,
    challenge: base64url(new Uint8Array(hash)),
    answer: 'url' as const,
  };
  const { url } = await ok(anyone.admin.GET('/v1/auth/single-sign-on/start', { params: { query } }));
  sessionStorage.setItem(VERIFIER, verifier);
  try {
    localStorage.setItem(LIBRARY, slug);
  } catch {
    // It is asked again next time.
  }
  location.assign(url);
}

/** What the provider sent the browser back with, taken out of the address at once. */
function takeReturn(): { code?: string; fault?: string } {
  const said = new URLSearchParams(location.hash.slice(1));
  const [code, fault] = [said.get('sso_code'), said.get('sso_error')];
  if (code !== null || fault !== null)
    history.replaceState(null, '', location.pathname + location.search || hrefOf('/'));
  return { ...(code === null ? {} : { code }), ...(fault === null ? {} : { fault }) };
}
/** Read once, before anything else looks at the address. */
export const comeBack = takeReturn();

/** The one-time code for tokens; only the browser that began has the verifier. */
export function exchanged(code: string): Promise<Tokens> {
  const verifier = sessionStorage.getItem(VERIFIER) ?? '';
  sessionStorage.removeItem(VERIFIER);
  return ok(anyone.admin.POST('/v1/auth/single-sign-on/exchange', { body: { code, verifier } }));
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
