import { useEffect, useState } from 'react';
import { bareKeys, setBareKeys } from './bare-keys.js';
import { useSay, type Key } from '../language.js';
import { liveNow } from '../live/store.js';
import { go } from '../route.js';
import { Ask } from '../ui/Ask.js';
import { inOrder } from './MyChats.js';

let show: () => void = () => {};
export const showShortcuts = (): void => show();

/** Alt and a key work while writing too; a bare key only while nothing is being written. */
const keys: readonly [string, Key][] = [
  ['Alt + 1 … 5', 'keys.chat'],
  ['Alt + N', 'keys.next'],
  ['Alt + R', 'keys.reply'],
  ['Alt + A', 'keys.accept'],
  ['Alt + O', 'keys.offer'],
  ['Alt + T', 'keys.transfer'],
  ['Alt + E', 'keys.end'],
  ['Alt + L', 'keys.lines'],
  ['Alt + M', 'keys.talk'],
  ['Alt + Q', 'keys.questions'],
  ['Alt + D', 'keys.desk'],
  ['Alt + I', 'keys.notices'],
  ['Enter', 'keys.send'],
  ['Shift + Enter', 'keys.line'],
  ['/', 'keys.scripts'],
  ['[ ]', 'keys.neighbours'],
  ['x', 'keys.choose'],
  ['Esc', 'keys.close'],
  ['?', 'keys.help'],
];

export function Shortcuts() {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [bare, setBare] = useState(bareKeys);
  show = () => setOpen(true);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement;
      const writing = at.matches('input, textarea, [contenteditable]');
      if (event.key === '?' && !writing && bareKeys() && !document.querySelector('[role=dialog]'))
        setOpen(true);
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      if (act(event.code)) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  if (!open) return null;
  return (
    <Ask title={say('shortcuts')} onClose={() => setOpen(false)}>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(what)}</dd>
          </div>
        ))}
      </dl>
      <label className="choice">
        <input
          type="checkbox"
          checked={bare}
          onChange={({ target }) => (setBareKeys(target.checked), setBare(target.checked))}
        />
        <span>{say('keys.bare')}</span>
      </label>
    </Ask>
  );
}

function act(code: string): boolean {
  const chats = inOrder(liveNow().chats);
  const digit = /^Digit([1-5])$/.exec(code)?.[1];
  const open = (id: string | undefined) => {
    if (id) go(`/chat/${id}`);
    return true;
  };
  if (digit) return open(chats[Number(digit) - 1]?.session.id);
  if (code === 'KeyN') return open((chats.find(({ unread }) => unread > 0) ?? chats[0])?.session.id);
  if (code === 'KeyR') return focusOn('#reply');
  if (code === 'KeyA') return focusOn('.waiting [data-does=accept]');
  if (code === 'KeyO') return focusOn('.offer .button');
  if (code === 'KeyL') return focusOn('.lines');
  if (code === 'KeyM') return focusOn('.talk-write .input') || press('[role=tab][data-key=talk]');
  if (code === 'KeyT') return press('.chat[data-current] [data-does=transfer]');
  if (code === 'KeyE') return press('.chat[data-current] [data-does=end]');
  if (code === 'KeyI') return (go('/notices'), true);
  if (code === 'KeyQ') return (go('/questions'), true);
  if (code === 'KeyD') return (go('/'), true);
  return false;
}

function focusOn(what: string): boolean {
  const found = document.querySelector<HTMLElement>(what);
  found?.focus();
  return found !== null;
}

function press(what: string): boolean {
  if (document.querySelector('[role=dialog]')) return true;
  document.querySelector<HTMLElement>(what)?.click();
  return true;
}
