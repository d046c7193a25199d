import { useState } from 'preact/hooks';
import { useAround } from '../context.js';
import { BellIcon, BellOffIcon } from '../icons.js';
import { soundIsOn, switchSound } from './sound.js';

/** Whether a new message sounds; off until it is switched on. */
export function SoundButton() {
  const { say } = useAround();
  const [on, setOn] = useState(soundIsOn);
  const turn = () => {
    switchSound(!on);
    setOn(!on);
  };
  return (
    <button
      type="button"
      class="button plain round"
      aria-pressed={on}
      aria-label={say('chat.sound')}
      title={say(on ? 'chat.sound.on' : 'chat.sound.off')}
      onClick={turn}
    >
      {on ? <BellIcon /> : <BellOffIcon />}
    </button>
  );
}
