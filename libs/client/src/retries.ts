/** How long one try may take until its answer begins. */
const TRY_MS = 10_000;
const unavailable = new Set([502, 503, 504]);

type Ask = (request: Request) => Promise<Response>;

/** A fetch that asks again while a connection breaks or a part is away, with growing pauses up to two seconds. */
export function withRetries(patienceMs: number, ask: Ask = (request) => fetch(request)): Ask {
  if (patienceMs <= 0) return ask;
  return async (request) => {
    const until = Date.now() + patienceMs;
    for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
      try {
        const answer = await once(request.clone(), ask);
        if (!unavailable.has(answer.status) || Date.now() > until) return answer;
      } catch (error) {
        if (request.signal.aborted || Date.now() > until) throw error;
      }
      await new Promise((again) => setTimeout(again, pause));
    }
  };
}

/** One try. The whole body belongs to it, so that one cut short is tried again; a stream is handed on as it comes. */
async function once(request: Request, ask: Ask): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer within ${TRY_MS / 1000} s`)), TRY_MS);
  try {
    const signal = AbortSignal.any([request.signal, late.signal]);
    const answer = await ask(new Request(request, { signal }));
    if (!answer.body || answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer;
    const { status, statusText, headers } = answer;
    return new Response(await answer.arrayBuffer(), { status, statusText, headers });
  } finally {
    clearTimeout(timer);
  }
}
