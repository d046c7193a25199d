/** Bytes of JSON that the items of one page of an answer have at most; half of what a contract allows. */
export const PAGE_BYTES = 500_000;

/** As many items, from the first, as fit into so many bytes of JSON; at least one, so that pages come to an end. */
export function pageOfBytes<T>(items: readonly T[], most = PAGE_BYTES): T[] {
  let bytes = 0;
  const end = items.findIndex((item, n) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return n > 0 && bytes > most;
  });
  return end === -1 ? [...items] : items.slice(0, end);
}
