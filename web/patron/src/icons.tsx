import type { ComponentChildren } from 'preact';

const icon = (children: ComponentChildren) => (
  <svg
    class="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    aria-hidden="true"
  >
    {children}
  </svg>
);
const path = (d: string) => icon(<path d={d} stroke-linecap="round" stroke-linejoin="round" />);

export const SendIcon = () => path('M4 12 20 4l-4.5 16-4-6.5L4 12Zm7.5 1.5L20 4');
export const ClipIcon = () =>
  path('m20 11-8.2 8.2a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8 8a1.7 1.7 0 0 1-2.4-2.4L14.6 7');
export const CloseIcon = () => path('M6 6l12 12M18 6 6 18');
export const OutIcon = () =>
  path('M14 5h5v5M19 5l-8 8M11 6H6a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-5');
export const FileIcon = () => path('M7 3h7l4 4v14H7V3Zm7 0v4h4');
export const PageIcon = () => path('M3.5 5h17v14h-17V5Zm0 4h17M6 7h.01M9 7h.01');
export const DoneIcon = () => path('m5 12.5 4.5 4.5L19 7.5');
export const BubbleIcon = () => path('M4 5h16v11H10l-5 4v-4H4V5Zm4 4h8M8 12h5');
export const BellIcon = () => path('M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16Zm4.5 5h3M12 3v2');
export const BellOffIcon = () => path('M6.5 9A6 6 0 0 1 18 11v5M6 12v4l-1.5 2H18M10.5 21h3M12 3v2M4 4l16 17');
