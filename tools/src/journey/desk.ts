import { ok } from '@carrel/client';
import { ChatStream, type Line } from './chat-stream.js';
import { eventually, signIn, speaker, type Speaker, type Staff } from './client.js';
import { Mailbox } from './mailbox.js';

export type Cast = 'aspen' | 'birch' | 'cedar' | 'dogwood';

const lists = [
  'active',
  'new',
  'pending',
  'referred',
  'answered',
  'closed',
  'all',
  'shared-followup',
] as const;
type List = (typeof lists)[number];

export interface Place {
  /** The one origin, such as http://localhost:8080 */
  url: string;
  /** The development mailbox's page */
  mailboxUrl: string;
}

/** Everyone who has a part in the journey, signed in, and the shift they start. */
export class Desk {
  readonly mailbox: Mailbox;
  readonly anyone: Speaker;
  private readonly known = new Map<string, Staff>();
  private readonly libraries = new Map<string, string>();

  constructor(readonly place: Place) {
    this.mailbox = new Mailbox(place.mailboxUrl);
    this.anyone = speaker(place.url);
  }

  /** Signs in once per address; tokens outlive the journey. */
  async staff(email: string): Promise<Staff> {
    let staff = this.known.get(email);
    if (!staff) this.known.set(email, (staff = await signIn(this.place.url, email)));
    return staff;
  }

  librarian(library: Cast): Promise<Staff> {
    return this.staff(`librarian@${library}.example`);
  }

  async library(name: string): Promise<string> {
    let id = this.libraries.get(name);
    if (!id) {
      const coordinator = await this.staff('coordinator@evergreen.example');
      const found = coordinator.admin.GET('/v1/institutions', { params: { query: { search: name } } });
      const [library] = (await ok(found)).items;
      if (!library) throw new Error(`no library is called ${name}`);
      this.libraries.set(name, (id = library.id));
    }
    return id;
  }

  /** Starts a shift on every live queue the librarian may choose. */
  async startShift(staff: Staff): Promise<string[]> {
    return eventually(async () => {
      const { items } = await ok(staff.chat.GET('/v1/queues'));
      const live = items.filter((queue) => queue.kind !== 'practice');
      if (live.length === 0) throw new Error(`${staff.account.name} has no queue to choose yet`);
      const queueIds = live.map((queue) => queue.id);
      const shift = { availability: 'available', queueIds, takeOver: true } as const;
      await ok(staff.chat.PUT('/v1/monitor', { body: shift }));
      return live.map((queue) => queue.name);
    });
  }

  openStream(token: string, sessionId: string, lastId?: string): Promise<ChatStream> {
    return eventually(() => ChatStream.open(this.place.url, token, sessionId, lastId));
  }

  /** The first 200 rows of a library's or an account's list. */
  async list(staff: Staff, list: List, mine = false) {
    const query = { list, limit: 200, ...(mine ? { mine } : {}) };
    return (await ok(staff.questions.GET('/v1/questions', { params: { query } }))).items;
  }

  /** Waits until the question stands in exactly these of the account's lists, and returns its row. */
  async standsIn(staff: Staff, questionId: string, expected: readonly string[]): Promise<void> {
    await eventually(async () => {
      const found: string[] = [];
      for (const mine of [false, true]) {
        for (const name of lists) {
          if (mine && name === 'shared-followup') continue;
          const rows = await this.list(staff, name, mine);
          if (rows.some((row) => row.id === questionId)) found.push(mine ? `my ${name}` : name);
        }
      }
      const missing = expected.filter((name) => !found.includes(name));
      const extra = found.filter((name) => !expected.includes(name));
      if (missing.length + extra.length > 0) {
        throw new Error(
          `${staff.account.name}: missing from [${missing.join(', ')}], found in [${extra.join(', ')}]`,
        );
      }
    });
  }
}

/** Waits until a stream has seen a line with these words. */
export async function awaitLine(stream: ChatStream, words: string): Promise<Line> {
  return eventually(async () => {
    const line = stream.lines.find((l) => l.text.includes(words));
    if (!line) throw new Error(`nobody heard "${words}"`);
    return line;
  });
}

/** Sequence numbers that are not 1..n without gap or double. */
export function disorder(lines: readonly Line[]): string | undefined {
  const numbers = lines.map((line) => line.seq);
  return numbers.every((seq, at) => seq === (numbers[0] ?? 0) + at)
    ? undefined
    : `heard ${numbers.join(', ')}`;
}
