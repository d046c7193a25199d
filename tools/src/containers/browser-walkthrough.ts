import type { Browser } from './browser.js';

/** How a chat through the gateway went, as a page sees it that speaks HTTP and listens by the browser's EventSource. */
export interface Seen {
  lines: number;
  /** Numbers of the lines are 1 to n, each once, the cut between them included. */
  inOrder: boolean;
  /** Milliseconds from a librarian's post to the line on the patron's stream; the slowest of them. */
  slowestMs: number;
}

/** Opens the documents' page by the gateway and has a chat from there, both sides in one page. */
export async function browse(browser: Browser, url: string): Promise<Seen> {
  await browser.open(`${url}/docs/`);
  const seen = await browser.inPage(chatInPage, 'librarian@dogwood.example', 'carrel-demo');
  const refused = (await browser.complaints()).filter((line) => line.includes(`${url}/api/`));
  if (refused.length) throw new Error(`the browser complains: ${refused.join('; ')}`);
  if (seen.lines < 10 || !seen.inOrder) throw new Error(`the browser saw ${JSON.stringify(seen)}`);
  return seen;
}

/** Runs in the page: nothing outside of it is there. */
async function chatInPage(email: string, password: string): Promise<Seen> {
  interface Source {
    onmessage: (event: { data: string; lastEventId: string }) => void;
    onopen: () => void;
    onerror: () => void;
    close(): void;
  }
  const { EventSource } = globalThis as unknown as { EventSource: new (url: string) => Source };
  const call = async <T>(method: string, path: string, token?: string, body?: object): Promise<T> => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (token) headers.authorization = `Bearer ${token}`;
    const answer = await fetch(`/api/${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  };
  interface SignedIn {
    accessToken: string;
    account: { institutionId: string };
  }
  const login = { email, password };
  const { accessToken: staff, account } = await call<SignedIn>(
    'POST',
    'admin/v1/auth/login',
    undefined,
    login,
  );
  const { items: queues } = await call<{ items: { id: string; kind: string }[] }>(
    'GET',
    'chat/v1/queues',
    staff,
  );
  const queueIds = [queues.find(({ kind }) => kind === 'library')!.id];
  await call('PUT', 'chat/v1/monitor', staff, { availability: 'available', queueIds, takeOver: true });
  const { id, token } = await call<{ id: string; token: string }>('POST', 'chat/v1/sessions', undefined, {
    institutionId: account.institutionId,
    patron: { name: 'Robin Reader' },
    question: 'Does this come by a browser?',
  });
  await call('POST', `chat/v1/sessions/${id}/accept`, staff);

  const seqs: number[] = [];
  const arrived = new Map<string, number>();
  let last = '';
  const listen = async (): Promise<Source> => {
    const asked = { sessionId: id };
    const { ticket } = await call<{ ticket: string }>('POST', 'chat/v1/stream-tickets', token, asked);
    const after = last ? `&after=${encodeURIComponent(last)}` : '';
    const source = new EventSource(`/api/chat/v1/sessions/${id}/stream?ticket=${ticket}${after}`);
    source.onmessage = ({ data, lastEventId }) => {
      const { seq, text } = JSON.parse(data) as { seq: number; text: string };
      last = lastEventId;
      seqs.push(seq);
      arrived.set(text, performance.now());
    };
    await new Promise<void>((open, refuse) => {
      source.onopen = open;
      source.onerror = () => refuse(new Error('the stream does not open'));
    });
    return source;
  };
  const seen = async (text: string) => {
    for (const until = performance.now() + 20_000; !arrived.has(text);) {
      if (performance.now() > until) throw new Error(`"${text}" does not come`);
      // Nothing of Node's is there in a page.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return arrived.get(text)!;
  };
  let slowestMs = 0;
  const say = (text: string) =>
    call('POST', `chat/v1/sessions/${id}/messages`, staff, { text, clientId: text.replaceAll(' ', '-') });
  let stream = await listen();
  for (let n = 0; n < 5; n += 1) {
    const began = performance.now();
    await say(`before the cut ${n}`);
    slowestMs = Math.max(slowestMs, (await seen(`before the cut ${n}`)) - began);
  }
  stream.close();
  for (let n = 0; n < 4; n += 1) await say(`during the cut ${n}`);
  stream = await listen();
  await say('after the cut');
  await seen('after the cut');
  stream.close();
  await call('POST', `chat/v1/sessions/${id}/end`, staff, {
    resolution: 'answered',
    noContactConfirmed: true,
  });
  return {
    lines: seqs.length,
    inOrder: seqs.every((seq, at) => seq === seqs[0]! + at),
    slowestMs: Math.round(slowestMs),
  };
}
