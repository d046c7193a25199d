/**
 * What is left of a name when people no longer tell two of them apart at a glance: without case, accents, width,
 * spaces and punctuation (A23). A name of nothing but punctuation stays itself.
 */
export function lookOf(name: string): string {
  const bare = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '');
  return bare || name.normalize('NFKC').trim();
}
