import type { CDPSession, Frame, Page } from 'playwright-core';
import { eventually } from '../tools/src/journey/client.js';

/** One thing as Chromium's accessibility tree has it. */
interface Named {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly role: string;
  readonly name: string;
  readonly focused: boolean;
}
interface AxNode {
  nodeId: string;
  parentId?: string;
  ignored: boolean;
  role?: { value: unknown };
  name?: { value: unknown };
  properties?: { name: string; value: { value?: unknown } }[];
}
/** Regions whose changes are read out by themselves. */
const readOut = new Set(['log', 'status', 'alert']);
const PATIENCE_MS = 60_000;
/** So many presses of Tab lead once round any page of ours. */
const MOST = 80;

/**
 * Somebody with a keyboard and a screen reader: knows of a page what the browser gives assistive technology, names and
 * roles, and does nothing but press keys.
 */
export class ByKeyboard {
  private readonly sessions = new Map<Frame, Promise<CDPSession | undefined>>();

  constructor(readonly page: Page) {}

  /** Waits until there is something of this role and name. */
  finds(role: string, name: string | RegExp): Promise<void> {
    return this.awaits(`a ${role} "${name}"`, (all) => all.some((one) => is(one, role, name)));
  }

  /** Waits until it is read out by itself: stands in a region for news. */
  receives(words: string): Promise<void> {
    return this.awaits(`"${words}" read out`, (all) => {
      const byId = new Map(all.map((one) => [one.id, one]));
      const isNews = (one: Named | undefined): boolean =>
        one !== undefined && (readOut.has(one.role) || isNews(byId.get(one.parentId ?? '')));
      return all.some((one) => one.name.includes(words) && isNews(one));
    });
  }

  /** Waits until the focus is at it: where things change the reader is led on, and not back to the page's top. */
  stands(role: string, name: string | RegExp): Promise<void> {
    return eventually(async () => {
      const at = await this.focused();
      if (!at || !is(at, role, name))
        throw new Error(
          `the focus is at ${at ? `${at.role} "${at.name}"` : 'nothing'}, not ${role} "${name}"`,
        );
    }, PATIENCE_MS);
  }

  /** Goes there by Tab. @param key `Shift+Tab` goes back */
  async reaches(role: string, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = [];
    for (let n = 0; n < MOST; n += 1) {
      const at = await this.focused();
      if (at && is(at, role, name)) return;
      passed.push(at ? `${at.role} "${at.name}"` : 'nothing');
      await this.page.keyboard.press(key);
    }
    throw new Error(`${key} does not lead to ${role} "${name}", only to ${passed.slice(0, 25).join(', ')}`);
  }

  async presses(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Goes to a field and writes into it. */
  async writes(name: string | RegExp, text: string): Promise<void> {
    await this.reaches('textbox', name);
    await this.page.keyboard.type(text);
  }

  /** Goes to a button or link and presses it. */
  async uses(
    role: 'button' | 'link',
    name: string | RegExp,
    key: 'Tab' | 'Shift+Tab' = 'Tab',
  ): Promise<void> {
    await this.finds(role, name);
    await this.reaches(role, name, key);
    await this.page.keyboard.press('Enter');
  }

  private awaits(what: string, there: (all: readonly Named[]) => boolean): Promise<void> {
    return eventually(async () => {
      const trees = await this.trees();
      if (!trees.some(there)) throw new Error(`there is no ${what}`);
    }, PATIENCE_MS);
  }

  /** What has the focus: within a frame, where the page's focus is at that frame. */
  private async focused(): Promise<Named | undefined> {
    const [page, ...frames] = await this.trees();
    const at = page!.find(({ focused, role }) => focused && role !== 'RootWebArea');
    if (at && at.role !== 'Iframe') return at;
    for (const tree of frames) {
      const within = tree.find(({ focused, role }) => focused && role !== 'RootWebArea');
      if (within) return within;
    }
    return undefined;
  }

  /** The page's tree, and that of each frame of another origin; others' are part of the page's. */
  private async trees(): Promise<Named[][]> {
    const trees: Named[][] = [];
    for (const frame of this.page.frames()) {
      const session = await this.sessionOf(frame);
      // A frame may leave while it is asked.
      const answer = await session?.send('Accessibility.getFullAXTree').catch(() => undefined);
      if (answer) trees.push((answer.nodes as AxNode[]).map(named));
      else if (frame === this.page.mainFrame()) trees.push([]);
    }
    return trees;
  }

  private sessionOf(frame: Frame): Promise<CDPSession | undefined> {
    const known = this.sessions.get(frame);
    if (known) return known;
    const of = frame === this.page.mainFrame() ? this.page : frame;
    const made = this.page
      .context()
      .newCDPSession(of)
      .catch(() => {
        this.sessions.delete(frame);
        return undefined;
      });
    this.sessions.set(frame, made);
    return made;
  }
}

const is = ({ role, name }: Named, wanted: string, called: string | RegExp): boolean =>
  role === wanted && (typeof called === 'string' ? name === called : called.test(name));

/** What is ignored has no role to find it by, and still holds the tree together. */
function named({ nodeId, parentId, ignored, role, name, properties = [] }: AxNode): Named {
  const focused = properties.some((one) => one.name === 'focused' && one.value.value === true);
  const said = { role: String(role?.value ?? ''), name: String(name?.value ?? '').trim() };
  return { id: nodeId, parentId, ...(ignored ? { role: '', name: '' } : said), focused };
}
