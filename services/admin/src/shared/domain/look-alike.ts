/**
 * A name reduced so that names which look alike at a glance become equal: without case, accents, width,
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
