import { createParser } from 'eventsource-parser';

export interface Line {
  seq: number;
  text: string;
}

/** A patron's or librarian's view of one session's stream, which can be cut and resumed where it stopped. */
export class ChatStream {
  readonly lines: Line[] = [];
  private readonly cut = new AbortController();

  /** Resolves when the server, or something between, has ended it. */
  ended: Promise<void> = Promise.resolve();

  private constructor(private lastId: string | undefined) {}

  static async open(origin: string, token: string, sessionId: string, lastId?: string): Promise<ChatStream> {
    const stream = new ChatStream(lastId);
    const headers: Record<string, string> = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
    if (lastId !== undefined) headers['last-event-id'] = lastId;
    const response = await fetch(`${origin}/api/chat/v1/sessions/${sessionId}/stream`, {
      headers,
      signal: stream.cut.signal,
    });
    if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
    stream.ended = stream.read(response.body).catch(() => undefined);
    return stream;
  }

  /** Where the next stream resumes. */
  get resumeFrom(): string | undefined {
    return this.lastId;
  }

  close(): void {
    this.cut.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const text = new TextDecoder();
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        if (id !== undefined) this.lastId = id;
        if (event === 'message') this.lines.push(JSON.parse(data) as Line);
      },
    });
    for await (const part of body) parser.feed(text.decode(part as Uint8Array, { stream: true }));
  }
}
