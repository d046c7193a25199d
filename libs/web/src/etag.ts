/** The ETag of a version: a counter in quotes (RFC 9110, 8.8.3). */
export const etagOf = (version: number): string => `"${version}"`;

/** The version in an If-Match header; undefined without one or for `*`, -1 for what was never given out (RFC 9110, 13.1.1). */
export function versionIn(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(ifMatch)?.[1];
  return version === undefined ? -1 : Number(version);
}
