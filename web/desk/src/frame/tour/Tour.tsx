import { useEffect, useRef } from 'react';
import { useLive, type Chat } from '../../live/store.js';
import { go } from '../../route.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useAccount, useMe } from '../me.js';
import { logOutOfChat, takeShift, useQueues, useShift } from '../shift.js';
import { asks, goes, isThere, says } from './practice-patron.js';
import { useTouring } from './touring.js';
import { useSay, type Key } from './words.js';

const steps = ['welcome', 'shift', 'accept', 'greet', 'script', 'page', 'end', 'leave'] as const;
type Step = (typeof steps)[number];
/** What the patron says when a step has been done. */
const answers: Partial<Record<Step, Key>> = {
  greet: 'tour.says.hello',
  script: 'tour.says.thanks',
  page: 'tour.says.page',
};

/** A first shift in the practice queue with a scripted patron: each step waits until it has been done. */
export default function Tour() {
  const say = useSay();
  const [touring, setTouring] = useTouring();
  const at = touring?.step ?? 0;
  const step = steps[at]!;
  const chat = touring?.chat;
  const done = useDone(step, chat?.id);
  const next = () => setTouring({ ...touring, step: at + 1 });
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => (chat ? isThere(chat) : undefined), [chat?.id]);
  useEffect(() => {
    if (!done) return;
    const answer = answers[step];
    if (answer && chat) void says(chat, say(answer), `tour-${step}`).catch(() => undefined);
    next();
  }, [done, step]);
  const { data: me } = useMe();
  const ask = useCommand(
    () => asks(me!.institution!.id, say('tour.patron'), say('tour.question')),
    (asked) => setTouring({ step: at, chat: asked }),
  );
  const library = me?.institution?.id;
  useEffect(() => {
    if (step === 'accept' && !chat && library) ask.run();
  }, [step, chat, library]);

  const close = () => {
    if (chat) void goes(chat).catch(() => undefined);
    setTouring(undefined);
  };
  return (
    <section className="tour" aria-labelledby="tour-title">
      <div>
        <h2 id="tour-title" ref={heading} tabIndex={-1}>
          {say('tour.step', { at: at + 1, all: steps.length })} {say(`tour.${step}.title`)}
        </h2>
        <p role="status">{say(`tour.${step}.text`)}</p>
        <Trouble again={() => ask.run()}>{ask.trouble}</Trouble>
      </div>
      <div className="row">
        {step === 'welcome' && (
          <button type="button" className="button first" onClick={next}>
            {say('tour.begin')}
          </button>
        )}
        {step === 'shift' && <PracticeShift />}
        {step === 'leave' && <Leave onDone={() => setTouring(undefined)} />}
        <button type="button" className="button plain" onClick={close}>
          {say('tour.close')}
        </button>
      </div>
    </section>
  );
}

/** Whether what a step asks for has happened on the desk. */
function useDone(step: Step, chatId: string | undefined): boolean {
  const account = useAccount();
  const chat = useLive(({ chats }) => (chatId ? chats[chatId] : undefined));
  const practising = useLive(
    ({ desk }) => desk?.monitor.here === true && desk.queues.some(({ kind }) => kind === 'practice'),
  );
  const sessions = useLive(({ desk }) => desk?.sessions);
  const own = chat ? ownLines(chat, account.id) : 0;
  switch (step) {
    case 'shift':
      return practising;
    case 'accept':
      return chat !== undefined;
    case 'greet':
      return own >= 1;
    case 'script':
      return own >= 2;
    case 'page':
      return chat?.lines.some(({ kind }) => kind === 'page') ?? false;
    case 'end':
      return chatId !== undefined && sessions !== undefined && !sessions.includes(chatId);
    default:
      return false;
  }
}

const ownLines = ({ lines }: Chat, accountId: string): number =>
  lines.filter(
    ({ from, kind, authorId }) => from === 'librarian' && kind === 'text' && authorId === accountId,
  ).length;

function PracticeShift() {
  const say = useSay();
  const { here, elsewhere } = useShift();
  const queues = useQueues();
  const practice = queues.data?.items.filter(({ kind }) => kind === 'practice') ?? [];
  const start = useCommand(
    () =>
      takeShift({
        availability: 'available',
        queueIds: practice.map(({ id }) => id),
        ...(elsewhere ? { takeOver: true } : {}),
      }),
    () => go('/'),
  );
  if (queues.data && practice.length === 0) return <p className="quiet">{say('tour.no-practice')}</p>;
  return (
    <>
      <button type="button" className="button first" aria-busy={start.busy} onClick={() => start.run()}>
        {say(here ? 'tour.change-shift' : 'tour.start-shift')}
      </button>
      <Trouble>{start.trouble}</Trouble>
    </>
  );
}

function Leave({ onDone }: { onDone: () => void }) {
  const say = useSay();
  const { here } = useShift();
  const leave = useCommand(
    async () => {
      if (here) await logOutOfChat();
    },
    () => {
      onDone();
      go('/');
    },
  );
  return (
    <>
      <button type="button" className="button first" aria-busy={leave.busy} onClick={() => leave.run()}>
        {say('tour.log-out')}
      </button>
      <Trouble>{leave.trouble}</Trouble>
    </>
  );
}
