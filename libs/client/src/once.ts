const REMEMBERED = 500;

/** Finds what comes twice while one stream takes over from another: by numbers where there are any, by ids else. */
export class Once {
  private readonly last = new Map<string, number>();
  private ids: string[] = [];

  isNew(event: string, data: { seq?: unknown; sessionId?: unknown; id?: unknown }): boolean {
    if (event === 'line') return this.later(`line ${String(data.sessionId)}`, Number(data.seq));
    if (event === 'message' || event === 'notice') return this.later(event, Number(data.seq));
    if (event !== 'talk') return true;
    const id = String(data.id);
    if (this.ids.includes(id)) return false;
    this.ids = [...this.ids, id].slice(-REMEMBERED);
    return true;
  }

  private later(of: string, seq: number): boolean {
    if (seq <= (this.last.get(of) ?? 0)) return false;
    this.last.set(of, seq);
    return true;
  }
}
