import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kept } from './kept.js';

/** What a page has of its browser, as far as `kept` looks at it. */
interface Page {
  sessionStorage?: unknown;
  document?: { cookie: string };
}
const page = globalThis as unknown as Page;
const denied = () => {
  throw new Error('The browser keeps that from frames.');
};
const allowed = () => {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
    removeItem: (key: string) => values.delete(key),
  };
};

describe('The key of a chat', () => {
  let before: Page;
  let cookies: string[];
  beforeEach(() => {
    before = { sessionStorage: page.sessionStorage, document: page.document! };
    cookies = [];
    page.document = {
      get cookie() {
        return cookies.map((one) => one.split('; ')[0]!).join('; ');
      },
      set cookie(one: string) {
        cookies = [one];
      },
    };
  });
  afterEach(() => void Object.assign(page, before));

  it('is in the storage of its tab, and in no cookie', () => {
    page.sessionStorage = allowed();
    const key = kept<string>('chat', { cookie: true });
    key.set('pt_secret');
    expect([key.get(), kept('chat').get(), cookies]).toEqual(['pt_secret', 'pt_secret', []]);
    key.set(undefined);
    expect(kept('chat').get()).toBeUndefined();
  });

  it('is in a cookie of an hour for our frames in that site alone, where browsers keep the storage from frames', () => {
    page.sessionStorage = { getItem: denied, setItem: denied, removeItem: denied };
    const key = kept<string>('chat', { cookie: true });
    key.set('pt_secret');
    const [value, ...marks] = cookies[0]!.split('; ');
    expect(value).toBe('chat=%22pt_secret%22');
    expect(marks).toEqual(['Path=/ask', 'Max-Age=3600', 'Secure', 'SameSite=None', 'Partitioned']);
    expect(kept('chat', { cookie: true }).get()).toBe('pt_secret');
    key.set(undefined);
    expect(cookies[0]).toContain('Max-Age=0');
  });

  it('lives as long as the page where it may be in none, or is not for cookies', () => {
    page.sessionStorage = { getItem: denied, setItem: denied, removeItem: denied };
    const key = kept<string>('draft');
    key.set('words');
    expect([key.get(), kept('draft').get(), cookies]).toEqual(['words', undefined, []]);
  });
});
