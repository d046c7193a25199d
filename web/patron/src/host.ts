/** What the panel reports to the page that shows it: nothing of what is said in the chat. */
export type PanelReport =
  | { readonly carrel: 'ready' | 'close' | 'over' }
  | { readonly carrel: 'unread'; readonly count: number }
  | { readonly carrel: 'chat'; readonly going: boolean };

export function report(message: PanelReport): void {
  if (parent !== window) parent.postMessage(message, '*');
}

/** Whether the site's page shows the panel at the moment; it says so itself. */
export function whenShown(then: (shown: boolean) => void): () => void {
  const receive = ({ source, data }: MessageEvent) => {
    if (source === parent && typeof data?.carrelShown === 'boolean') then(data.carrelShown);
  };
  addEventListener('message', receive);
  return () => removeEventListener('message', receive);
}
