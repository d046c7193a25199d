import type { ComponentChildren } from 'preact';

const address = /https?:\/\/[^\s<>"]+/g;

/** Text as text, its web addresses as links. What ends a sentence ends the address too. */
export function Linked({ text }: { text: string }) {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const found of text.matchAll(address)) {
    const url = found[0].replace(/[.,;:!?)\]]+$/, '');
    parts.push(text.slice(at, found.index));
    parts.push(
      <a href={url} target="_blank" rel="noopener noreferrer">
        {url}
      </a>,
    );
    at = found.index + url.length;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** The page a line names: the last word of it is the address. */
export function pageIn(text: string): { url: string; title: string } | undefined {
  const [, title = '', url] = /^(.*?)\s*(https?:\/\/\S+)$/s.exec(text.trim()) ?? [];
  return url ? { url, title: title.replace(/[:\s]+$/, '') } : undefined;
}
