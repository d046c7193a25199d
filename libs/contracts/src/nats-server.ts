/** The version of NATS's server that compose, Kubernetes and `npm start` run, and that was tested as a cluster of three. */
export const natsServerVersion = '2.15.1';

/**
 * Older ones are refused. Of fresh clusters of three with 2.10.27, some left the third server out for good, and streams
 * of three copies then failed; before 2.10.23 consumers lost state.
 */
export const oldestNatsServer = '2.11.0';

/** Whether this version, as the server says it, is refused; also when it says none. */
export function isTooOldForCarrel(version: string): boolean {
  const parts = version.split(/[.-]/).slice(0, 3).map(Number);
  for (const [place, least] of oldestNatsServer.split('.').map(Number).entries()) {
    const part = parts[place];
    if (part === undefined || Number.isNaN(part)) return true;
    if (part !== least) return part < least;
  }
  return false;
}
