import { connect } from 'node:tls';
import type { Finding } from './codes.js';

const waitMs = 5_000;
/** Certificates that are renewed by themselves are renewed a month before. */
const soonDays = 14;
const dayMs = 86_400_000;

/** Whether PUBLIC_URL leads to this Carrel, as a browser would see it. */
export async function publicUrlFindings(publicUrl: string, now = Date.now()): Promise<Finding[]> {
  const certificate = publicUrl.startsWith('https:') ? await certificateFindings(publicUrl, now) : [];
  return certificate.length ? certificate : reachFindings(publicUrl);
}

async function reachFindings(publicUrl: string): Promise<Finding[]> {
  const found = (fault: string): Finding[] => [{ code: 'CARREL-D021', fault: `${publicUrl} ${fault}` }];
  try {
    const url = `${publicUrl}/api/admin/.well-known/jwks.json`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(waitMs), redirect: 'manual' });
    if (answer.status !== 200) return found(`answers ${answer.status} where Carrel's keys should be`);
    const { keys } = (await answer.json().catch(() => ({}))) as { keys?: unknown };
    return Array.isArray(keys) ? [] : found("answers with something else than Carrel's keys");
  } catch (error) {
    const { cause, message } = error as Error;
    return found(`does not answer (${cause instanceof Error ? cause.message : message})`);
  }
}

async function certificateFindings(publicUrl: string, now: number): Promise<Finding[]> {
  const { hostname, port } = new URL(publicUrl);
  const found = (fault: string): Finding[] => [{ code: 'CARREL-D020', fault: `of ${hostname}: ${fault}` }];
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      ...(/^[\d.]+$|:/.test(hostname) ? {} : { servername: hostname }),
      // Checked below: the caller needs to see what is wrong with it.
      rejectUnauthorized: false,
      timeout: waitMs,
    });
    const end = (findings: Finding[]): void => {
      socket.destroy();
      resolve(findings);
    };
    // Unreachable is another finding's matter.
    socket.once('error', () => end([])).once('timeout', () => end([]));
    socket.once('secureConnect', () => {
      const { valid_to: until } = socket.getPeerCertificate();
      const days = Math.floor((Date.parse(until) - now) / dayMs);
      if (days < 0) return end(found(`it expired on ${until}`));
      if (!socket.authorized) return end(found(`browsers refuse it (${String(socket.authorizationError)})`));
      return end(days < soonDays ? found(`it expires in ${days} days, on ${until}`) : []);
    });
  });
}
