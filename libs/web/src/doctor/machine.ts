import { statfs } from 'node:fs/promises';
import type { Finding } from './codes.js';

/** package.json says the same of `engines`; a test compares them. */
export const nodes = [
  [20, 19],
  [22, 13],
  [24, 11],
] as const;
const oldestPostgres = 17;
const clocksMs = 5_000;
const leastBytes = 1_000_000_000;

export function nodeFindings(version = process.versions.node): Finding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = nodes.some(([known, least]) => major === known && minor >= least) || major > 24;
  return fits
    ? []
    : [{ code: 'CARREL-D002', fault: `it is ${version}; install 24.11 (or 22.13, 20.19) or newer` }];
}

/** @param serverVersion PostgreSQL's server_version_num, as 180001 */
export function postgresFindings(serverVersion: number): Finding[] {
  const major = Math.floor(serverVersion / 10_000);
  if (major >= oldestPostgres) return [];
  return [
    { code: 'CARREL-D008', fault: `it is PostgreSQL ${major}; use ${oldestPostgres} or newer, best 18` },
  ];
}

/** Times in milliseconds, taken at the same moment. */
export function clockFindings(here: number, there: number): Finding[] {
  const apart = Math.abs(here - there);
  if (apart < clocksMs) return [];
  const fault = `this machine's clock and PostgreSQL's differ by ${Math.round(apart / 1000)} s; let both keep time by NTP`;
  return [{ code: 'CARREL-D010', fault }];
}

/** The disk that this folder is on. */
export async function diskFindings(folder: string): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(folder);
  return roomFindings(folder, bavail * bsize);
}

export function roomFindings(folder: string, free: number): Finding[] {
  if (free >= leastBytes) return [];
  return [
    {
      code: 'CARREL-D023',
      fault: `${Math.round(free / 1_000_000)} MB are left where ${folder} is; make room`,
    },
  ];
}

/** @param printed variables whose secret is printed in the repository, which the configuration refuses in production */
export const secretFindings = (printed: readonly string[]): Finding[] =>
  printed.map((name) => ({
    code: 'CARREL-D022',
    fault: `${name} is the one printed in the source; make a secret of your own`,
  }));
