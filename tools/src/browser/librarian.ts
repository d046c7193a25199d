import { ok } from '@carrel/client';
import { at, eventually, signIn, type Staff } from '../journey/client.js';

/** A librarian of the demonstration at work, by the HTTP interface. */
export class Librarian {
  private signsOfLife: NodeJS.Timeout | undefined;

  private constructor(
    readonly staff: Staff,
    /** The library's administrator. */
    readonly boss: Staff,
  ) {}

  static async of(url: string, library: string): Promise<Librarian> {
    const [staff, boss] = await Promise.all(
      ['librarian', 'admin'].map((who) => signIn(url, `${who}@${library}.example`)),
    );
    return new Librarian(staff!, boss!);
  }

  get institutionId(): string {
    return this.staff.account.institutionId!;
  }

  /** Monitors the library's own queue. */
  async comes(): Promise<void> {
    await eventually(async () => {
      const { items } = await ok(this.staff.chat.GET('/v1/queues'));
      const queueIds = items.filter(({ kind }) => kind === 'library').map(({ id }) => id);
      const shift = { availability: 'available', queueIds, takeOver: true } as const;
      await ok(this.staff.chat.PUT('/v1/monitor', { body: shift }));
    });
    // A desk in the browser does so too: whoever is silent for 40 s is away.
    const sign = () => this.staff.chat.PUT('/v1/monitor/heartbeat').catch(() => undefined);
    clearInterval(this.signsOfLife);
    this.signsOfLife = setInterval(() => void sign(), 10_000).unref();
  }

  async goes(): Promise<void> {
    clearInterval(this.signsOfLife);
    await ok(this.staff.chat.DELETE('/v1/monitor'));
  }

  /** Takes the request that waits longest. @returns the session's id */
  accepts(): Promise<string> {
    return eventually(async () => {
      const query = { status: 'waiting' as const };
      const { items } = await ok(this.staff.chat.GET('/v1/sessions', { params: { query } }));
      if (!items[0]) throw new Error('nobody waits');
      await ok(this.staff.chat.POST('/v1/sessions/{id}/accept', at(items[0].id)));
      return items[0].id;
    });
  }

  async says(id: string, text: string): Promise<void> {
    const body = { text, clientId: crypto.randomUUID() };
    await ok(this.staff.chat.POST('/v1/sessions/{id}/messages', { ...at(id), body }));
  }

  /** Waits until a line with these words has come. */
  receives(id: string, words: string): Promise<void> {
    return eventually(async () => {
      const { items } = await ok(this.staff.chat.GET('/v1/sessions/{id}/messages', at(id)));
      if (!items.some(({ text }) => text.includes(words))) throw new Error(`nobody said "${words}"`);
    });
  }

  async types(id: string): Promise<void> {
    await ok(this.staff.chat.POST('/v1/sessions/{id}/typing', at(id)));
  }

  async reads(id: string, seq: number): Promise<void> {
    await ok(this.staff.chat.POST('/v1/sessions/{id}/read', { ...at(id), body: { seq } }));
  }

  async shows(id: string, url: string, title: string): Promise<void> {
    await ok(this.staff.chat.POST('/v1/sessions/{id}/pages', { ...at(id), body: { url, title } }));
  }

  async ends(id: string): Promise<void> {
    const body = { resolution: 'answered' as const };
    await ok(this.staff.chat.POST('/v1/sessions/{id}/end', { ...at(id), body }));
  }

  /** Answers the open question whose text holds these words. */
  async answers(words: string, text: string): Promise<void> {
    const { questions } = this.staff;
    const query = { list: 'all' as const, q: words };
    const { items } = await ok(questions.GET('/v1/questions', { params: { query } }));
    await ok(questions.POST('/v1/questions/{id}/claim', at(items[0]!.id)));
    await ok(questions.POST('/v1/questions/{id}/answers', { ...at(items[0]!.id), body: { text } }));
  }

  /** How its page would look with a colour, a banner and a closed page of its own. @returns the path of the preview */
  async previews(): Promise<string> {
    const settings = {
      'patron-closed-page': {
        html: '<h2>We are at the archive this week</h2><p>Until we are back:</p><ul><li>our <a href="https://dogwood.example/maps">map room online</a></li><li>the reading room, open daily from two to five</li><li>telephone <a href="tel:+15550100">555 0100</a></li></ul>',
      },
      'patron-words': { words: [{ language: 'en', key: 'ask.title' as const, text: 'Write to us' }] },
      banner: {
        ...{ title: 'Summer hours', text: 'From June to August we close at three.', imageUrl: null },
        ...{ imageAlt: null, linkUrl: 'https://dogwood.example/hours' },
      },
    };
    const { path } = await ok(this.boss.chat.POST('/v1/page-previews', { body: { settings } }));
    return path;
  }

  /** Sets one of the library's settings, as its administrator. */
  async sets(key: string, value: object): Promise<void> {
    const params = { path: { id: this.institutionId, key } };
    await ok(this.boss.admin.PUT('/v1/institutions/{id}/settings/{key}', { params, body: value } as never));
  }

  /** The library's queue is open from Monday to Friday at these hours, and closed else. */
  async opensAt(opens: string, closes: string): Promise<void> {
    const { items } = await ok(this.boss.chat.GET('/v1/queues'));
    const id = items.find(({ kind }) => kind === 'library')!.id;
    const intervals = [1, 2, 3, 4, 5].map((day) => ({ day, opens, closes }));
    const body = { timeZone: 'America/Chicago', intervals };
    await ok(this.boss.chat.PUT('/v1/queues/{id}/hours', { ...at(id), body } as never));
  }
}
