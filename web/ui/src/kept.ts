/** A value that outlives a reload. */
export interface Kept<T> {
  get(): T | undefined;
  set(value: T | undefined): void;
}

/** A cookie takes some 4,000 bytes; what is longer is not kept there. */
const COOKIE_MOST = 3_500;
/** So long a cookie is good after the last change, since no closed tab takes it along. */
const COOKIE_SECONDS = 3_600;

/**
 * In the tab's storage, and no longer than the tab: computers in libraries are shared. @param lasting whether it may be
 * there at the next visit, as a language may, of which nobody learns anything. Within a page of another site browsers may forbid that, and allow a cookie that only our frames in
 * that site's pages see (CHIPS): @param cookie whether the value may be in one, which is sent along with every page. Where
 * they forbid both, the value lives as long as the page.
 */
export function kept<T>(key: string, { cookie = false, lasting = false } = {}): Kept<T> {
  let here: T | undefined;
  const store = () => (lasting ? localStorage : sessionStorage);
  return {
    get: () => {
      try {
        const text = read(store, key, cookie);
        return text === undefined ? here : (JSON.parse(text) as T);
      } catch {
        return here;
      }
    },
    set: (value) => {
      here = value;
      try {
        if (value === undefined) store().removeItem(key);
        else store().setItem(key, JSON.stringify(value));
      } catch {
        if (cookie) keepCookie(key, value === undefined ? undefined : JSON.stringify(value));
      }
    },
  };
}

function read(store: () => Storage, key: string, cookie: boolean): string | undefined {
  try {
    return store().getItem(key) ?? undefined;
  } catch (denied) {
    if (!cookie) throw denied;
    const begin = `${encodeURIComponent(key)}=`;
    const found = document.cookie.split('; ').find((one) => one.startsWith(begin));
    return found && decodeURIComponent(found.slice(begin.length));
  }
}

function keepCookie(key: string, text: string | undefined): void {
  const value = encodeURIComponent(text ?? '');
  const fits = text !== undefined && value.length <= COOKIE_MOST;
  const age = fits ? COOKIE_SECONDS : 0;
  try {
    document.cookie =
      `${encodeURIComponent(key)}=${fits ? value : ''}; Path=/ask; Max-Age=${age}; ` +
      'Secure; SameSite=None; Partitioned';
  } catch {
    // A sandbox without an origin has no cookies either.
  }
}
