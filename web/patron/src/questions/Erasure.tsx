import { ok, type Carrel } from '@carrel/client';
import { useRef, useState } from 'preact/hooks';
import { useSpeech } from '../context.js';
import { tooMany } from '../forms/trouble.js';
import type { OwnQuestion } from './OwnQuestions.js';
import { problemIn } from './problem.js';

interface Props {
  readonly questions: Carrel['questions'];
  /** The only question there is to see; it may be one without an address. */
  readonly single: OwnQuestion | undefined;
  readonly onErased: (how: 'running' | 'done') => void;
}

/** Has everything deleted that the library keeps of the patron, once that is plainly meant. */
export function Erasure({ questions, single, onErased }: Props) {
  const { say } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const [fault, setFault] = useState('');
  const [needsLink, setNeedsLink] = useState(false);
  const [sent, setSent] = useState(false);
  const erase = async () => {
    setFault('');
    try {
      const { status } = await ok(questions.POST('/v1/my-questions/erasures'));
      dialog.current?.close();
      onErased(status);
    } catch (error) {
      const problem = problemIn(error);
      if (problem?.code === 'link-needed') setNeedsLink(true);
      else setFault(problem?.status === 429 ? tooMany(say, problem) : say('trouble.away'));
    }
  };
  const mail = async () => {
    setFault('');
    try {
      await ok(questions.POST('/v1/my-questions/links'));
      setSent(true);
    } catch {
      setFault(say('trouble.away'));
    }
  };
  const alone = single && single.email === null;
  return (
    <>
      <button type="button" class="button plain" onClick={() => dialog.current?.showModal()}>
        {say('erase')}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="erase-title">
        <h2 id="erase-title">{say(needsLink ? 'erase.link.title' : 'erase.sure')}</h2>
        {sent ? (
          <p role="status">{say('link.sent')}</p>
        ) : (
          <p>{say(needsLink ? 'erase.link.text' : alone ? 'erase.means.one' : 'erase.means')}</p>
        )}
        <p role="alert" class="fault">
          {fault}
        </p>
        <div class="actions">
          {!sent && (
            <button
              type="button"
              class={`button ${needsLink ? 'first' : 'danger'}`}
              onClick={() => void (needsLink ? mail() : erase())}
            >
              {say(needsLink ? 'link.send' : 'erase.yes')}
            </button>
          )}
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {say(sent ? 'close' : 'erase.no')}
          </button>
        </div>
      </dialog>
    </>
  );
}
