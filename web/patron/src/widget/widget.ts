import { accentOf, type Accent } from '@carrel/ui/accent';
import { style } from './style.js';
import { wordsOf, type Words } from './words.js';

export type WidgetEvent = 'open' | 'close' | 'state' | 'unread' | 'chat';
export interface Options {
  readonly library: string;
  /** `end` (default), `start`, or `inline` in the element that `target` names. */
  readonly position?: string;
  readonly target?: string;
  readonly label?: string;
  readonly language?: string;
  readonly accent?: string;
  /** `hide`: no button while nobody is there. */
  readonly whenClosed?: string;
}

/** So long a site may take to show the panel until its page is offered in a window instead. */
const PATIENCE_MS = 10_000;
/** For so long it is taken as known whether somebody is there. */
const STALE_MS = 60_000;

/** By hand: a site may forbid that its pages are made from texts (Trusted Types). */
function bubble(): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
  const look = {
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'aria-hidden': 'true',
  };
  for (const [name, value] of Object.entries(look)) svg.setAttribute(name, value);
  path.setAttribute('d', 'M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5');
  return svg;
}

/** One button on a site's page, and the panel that it opens: a frame of Carrel's own origin. */
export class Widget {
  private readonly host = document.createElement('div');
  private readonly button = document.createElement('button');
  private readonly words: Words;
  private panel: HTMLDialogElement | undefined;
  private frame: HTMLIFrameElement | undefined;
  isOpen = false;
  /** Whether it has been asked if somebody is there, and when. */
  private lookedAt = 0;
  private staffed: boolean | undefined;
  private unread = 0;
  private going = false;

  constructor(
    private readonly origin: string,
    private readonly options: Options,
    colour: Accent | undefined,
    /** So many buttons stand in the same corner already. */
    nth: number,
    private readonly onOpen: (opened: Widget) => void,
  ) {
    const { position = 'end' } = options;
    this.words = wordsOf(options.language ?? (document.documentElement.lang || navigator.language));
    const root = this.host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    this.root = root;
    this.host.dataset.position = position;
    if (nth > 0) this.host.style.setProperty('--nth', String(nth));
    if (colour) this.wear(colour);
    this.button.type = 'button';
    this.button.onclick = () => this.open();
    root.append(this.button);
    addEventListener('message', this.receive);
    document.addEventListener('visibilitychange', this.lookAgain);
    this.place().append(this.host);
    this.draw();
    void this.look();
    if (this.kept() === 'open') this.open(false);
  }

  /** The element that `target` names; a target that is not there leaves the button at the page's end. */
  private place(): Element {
    const { target } = this.options;
    if (!target) return document.body;
    let found: Element | null = null;
    try {
      found = document.querySelector(target);
    } catch {
      // No selector: said below, as one that selects nothing.
    }
    if (!found) console.error(`Carrel: data-target="${target}" selects nothing on this page.`);
    return found ?? document.body;
  }
  private readonly root: ShadowRoot;

  get library(): string {
    return this.options.library;
  }
  get position(): string {
    return this.host.dataset.position!;
  }
  /** Whether it is on the page still: some sites change pages by putting another body in place. */
  get stands(): boolean {
    return this.host.isConnected;
  }

  /** Shows the panel; the button's reader goes into it. */
  open(focus = true): void {
    if (!this.panel) this.build();
    this.show(true);
    if (focus) this.frame?.focus();
  }

  close(): void {
    if (!this.isOpen) return;
    this.show(false);
    this.button.focus();
  }

  /** Where it fills the window nothing below it takes the focus; else the site's page can be used beside it. */
  private show(open: boolean): void {
    const panel = this.panel!;
    this.isOpen = open;
    this.button.hidden = open;
    this.draw();
    if (!open) panel.close();
    else if (!panel.open) {
      if (matchMedia('(max-width:30rem)').matches) panel.showModal();
      // Opened without `show()`, which would take the focus to it.
      else panel.open = true;
    }
    if (open) this.onOpen(this);
    this.keep(open ? 'open' : undefined);
    if (this.ready) this.frame?.contentWindow?.postMessage({ carrelShown: open }, this.origin);
    this.notify(open ? 'open' : 'close');
  }

  private build(): void {
    const { language, accent } = this.options;
    const search = new URLSearchParams({ ...(language ? { language } : {}), ...(accent ? { accent } : {}) });
    const page = `${this.origin}/ask/${encodeURIComponent(this.library)}/`;
    const frame = document.createElement('iframe');
    frame.src = `${page}frame?${search}`;
    frame.title = this.words.title;
    frame.allow = 'clipboard-write';
    const panel = document.createElement('dialog');
    panel.setAttribute('aria-label', this.words.title);
    panel.append(frame);
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
    // The browser closes it too, by a telephone's way back.
    panel.addEventListener('close', () => this.close());
    visualViewport?.addEventListener('resize', this.fit);
    visualViewport?.addEventListener('scroll', this.fit);
    this.root.append(panel);
    this.panel = panel;
    this.frame = frame;
    // A site that Carrel does not know as the library's shows an empty frame; nobody is left before that.
    setTimeout(() => {
      if (this.ready) return;
      const link = document.createElement('a');
      link.href = page;
      link.target = '_blank';
      link.rel = 'noopener';
      link.textContent = this.words.window;
      panel.replaceChildren(link);
    }, PATIENCE_MS);
  }
  private ready = false;

  /** Above a telephone's keyboard, which covers a part of the window. Not where the reader has enlarged the page. */
  private readonly fit = (): void => {
    const { scale, height, offsetTop } = visualViewport!;
    if (scale > 1.01) return;
    this.panel?.style.setProperty('--high', `${height}px`);
    this.panel?.style.setProperty('--top', `${offsetTop}px`);
  };

  /** Closes it where another is opened in the same place. */
  giveWay(): void {
    if (this.isOpen) this.show(false);
  }

  /** Takes the button off the page, and the panel with it. */
  remove(): void {
    removeEventListener('message', this.receive);
    document.removeEventListener('visibilitychange', this.lookAgain);
    visualViewport?.removeEventListener('resize', this.fit);
    visualViewport?.removeEventListener('scroll', this.fit);
    this.host.remove();
  }

  private readonly receive = ({ source, origin, data }: MessageEvent): void => {
    if (origin !== this.origin || source !== this.frame?.contentWindow) return;
    if (data?.carrel === 'ready') {
      this.ready = true;
      this.frame!.contentWindow!.postMessage({ carrelShown: this.isOpen }, this.origin);
    } else if (data?.carrel === 'close') this.close();
    else if (data?.carrel === 'unread') {
      this.unread = Number(data.count) || 0;
      this.draw();
      this.notify('unread', this.unread);
    } else if (data?.carrel === 'chat') {
      this.going = data.going === true;
      this.draw();
      this.notify('chat', this.going);
    }
  };

  /** Whether somebody is there. A site that is not known to Carrel may not ask; the button then says nothing of it. */
  private async look(): Promise<void> {
    const url = `${this.origin}/api/chat/v1/patron-pages/${encodeURIComponent(this.library)}`;
    this.lookedAt = Date.now();
    try {
      const answer = await fetch(url);
      if (answer.status === 404) {
        // A button that leads nowhere helps nobody.
        console.error(`Carrel: there is no library "${this.library}" at ${this.origin}; see data-library.`);
        return this.remove();
      }
      const page = await answer.json();
      this.staffed = page.availability.open;
      if (page.accent && !this.options.accent) this.wear(accentOf(page.accent));
      this.notify('state', this.staffed);
    } catch {
      this.staffed = undefined;
    }
    this.looked = true;
    this.draw();
  }
  private looked = false;

  /** A page may stand open for hours: asked again when somebody comes back to it. */
  private readonly lookAgain = (): void => {
    if (document.visibilityState === 'visible' && Date.now() - this.lookedAt > STALE_MS) void this.look();
  };

  private draw(): void {
    const { label, whenClosed } = this.options;
    const away = this.looked ? this.staffed === false : true;
    this.host.hidden = whenClosed === 'hide' && away && !this.isOpen && !this.going;
    const text = label ?? (this.staffed === false && !this.going ? this.words.closed : this.words.open);
    this.button.replaceChildren(bubble());
    const said = document.createElement('span');
    said.textContent = text;
    this.button.append(said);
    if (this.unread > 0) {
      const count = document.createElement('b');
      count.textContent = String(this.unread);
      count.setAttribute('aria-label', `${this.words.unread}: ${this.unread}`);
      this.button.append(count);
    } else if (this.staffed) this.button.append(document.createElement('i'));
  }

  private wear({ light, onLight }: Accent): void {
    this.host.style.setProperty('--accent', light);
    this.host.style.setProperty('--on', onLight);
  }

  private notify(event: WidgetEvent, value?: unknown): void {
    document.dispatchEvent(new CustomEvent(`carrel:${event}`, { detail: { library: this.library, value } }));
  }

  /** Open over the site's pages, in this tab. */
  private kept(): string | null {
    try {
      return sessionStorage.getItem(`carrel:${this.library}`);
    } catch {
      return null;
    }
  }
  private keep(state: string | undefined): void {
    try {
      if (state) sessionStorage.setItem(`carrel:${this.library}`, state);
      else sessionStorage.removeItem(`carrel:${this.library}`);
    } catch {
      // Where storage is blocked the panel opens by hand on the next page.
    }
  }
}
