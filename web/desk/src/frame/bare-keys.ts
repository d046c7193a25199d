const KEY = 'carrel-bare-keys';

/** Whether keys without Alt do something; who speaks to the computer turns them off (WCAG 2.1.4). */
export function bareKeys(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function setBareKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // Without storage they stay as they are.
  }
}
