/** What the panel tells the page that shows it: nothing of what is said in the chat. */
export type Told =
  | { readonly carrel: 'ready' | 'close' | 'over' }
  | { readonly carrel: 'unread'; readonly count: number }
  | { readonly carrel: 'chat'; readonly going: boolean };

export function tell(told: Told): void {
  if (parent !== window) parent.postMessage(told, '*');
}

/** Whether the site's page shows the panel at the moment; it says so itself. */
export function whenShown(then: (shown: boolean) => void): () => void {
  const hear = ({ source, data }: MessageEvent) => {
    if (source === parent && typeof data?.carrelShown === 'boolean') then(data.carrelShown);
  };
  addEventListener('message', hear);
  return () => removeEventListener('message', hear);
}
