import { useRef, useState } from 'preact/hooks';
import { useAround } from '../context.js';
import type { Conversation } from './conversation.js';

/** Ends the chat, once that is meant. */
export function EndButton({ conversation }: { conversation: Conversation }) {
  const { say } = useAround();
  const dialog = useRef<HTMLDialogElement>(null);
  const [fault, setFault] = useState('');
  const end = async () => {
    try {
      await conversation.end();
      dialog.current?.close();
    } catch {
      setFault(say('trouble.away'));
    }
  };
  return (
    <>
      <button type="button" class="button" onClick={() => dialog.current?.showModal()}>
        {say('chat.end')}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="end-title">
        <h2 id="end-title">{say('chat.end.sure')}</h2>
        <p>{say('chat.end.means')}</p>
        <p role="alert" class="fault">
          {fault}
        </p>
        <div class="actions">
          <button type="button" class="button first" onClick={() => void end()}>
            {say('chat.end.yes')}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {say('chat.end.no')}
          </button>
        </div>
      </dialog>
    </>
  );
}
