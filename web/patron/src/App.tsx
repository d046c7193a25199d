import { kept } from '@carrel/ui';
import { useEffect, useState } from 'preact/hooks';
import { useAround } from './context.js';
import { loadPage, type Availability, type Page } from './api.js';
import { ChatView } from './chat/ChatView.js';
import { Conversation, type Held } from './chat/conversation.js';
import { AskedView, type Asked } from './forms/AskedView.js';
import { ChatForm } from './forms/ChatForm.js';
import { emptyDraft, type Draft } from './forms/draft.js';
import { QuestionForm } from './forms/QuestionForm.js';
import { useFocusKept } from './focus.js';
import { Frame } from './Frame.js';
import { LibraryPicker } from './LibraryPicker.js';
import { Opening } from './Opening.js';
import type { Place } from './place.js';

const LOOK_MS = 30_000;

/** In a preview, whichever state is to be looked at. */
function shownIn({ preview, availability }: Page, { search }: Place): Availability {
  const state = preview ? search.get('state') : null;
  if (state === 'open') return { ...availability, open: true, reason: 'staffed' };
  return state === 'closed' ? { ...availability, open: false, reason: 'nobody-monitors' } : availability;
}

/** The page of one library: is somebody there, and then the form, the chat, or the question that waits for an answer. */
export function App({ start }: { start: Held | undefined }) {
  const { page, place } = useAround();
  const store = Conversation.storeOf(page.institutionId);
  const [held, setHeld] = useState(start);
  const [availability, setAvailability] = useState<Availability>(shownIn(page, place));
  const [asked, setAsked] = useState<Asked>();
  // By the token of the tab's last chat a library knows again whom it has banned.
  const earlier = kept<string>(`carrel-earlier:${page.institutionId}`);
  useEffect(() => {
    if (held) earlier.set(held.token);
  }, [held]);
  const typed = kept<Draft>(`carrel-form:${page.institutionId}`);
  const [draft, keepDraft] = useState<Draft>(typed.get() ?? emptyDraft);
  const setDraft = (now: Draft) => {
    typed.set(now);
    keepDraft(now);
  };
  const [byMail, setByMail] = useState(false);
  const open = availability.open;
  useFocusKept(held ? 'chat' : asked ? 'asked' : open && !byMail ? 'chat form' : 'question form');

  // While a form stands there the desk may open or close.
  useEffect(() => {
    if (held || asked || page.preview) return;
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      void loadPage(place.slug).then(
        (now) => setAvailability(now.availability),
        () => undefined,
      );
    };
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [held, asked]);

  const begin = (now: Held) => {
    store.set(now);
    setHeld(now);
    setDraft(emptyDraft);
  };
  const again = () => {
    store.set(undefined);
    setHeld(undefined);
    setAsked(undefined);
    setByMail(false);
    void loadPage(place.slug).then((now) => setAvailability(now.availability));
  };

  if (held)
    return (
      <ChatView
        key={held.id}
        held={held}
        onAgain={again}
        onQuestion={(text) => {
          again();
          setDraft({ ...emptyDraft, question: text });
          setByMail(true);
        }}
      />
    );
  if (asked)
    return (
      <Frame>
        <AskedView asked={asked} onAgain={again} />
      </Frame>
    );

  return (
    <Frame>
      <Opening availability={availability} byMail={byMail} />
      {page.pickFromGroupId && <LibraryPicker groupId={page.pickFromGroupId} />}
      {open && !byMail ? (
        <ChatForm
          draft={draft}
          onDraft={setDraft}
          earlier={earlier.get()}
          onBegun={begin}
          onClosed={(nextOpening) =>
            setAvailability({ ...availability, open: false, nextOpening, reason: 'nobody-monitors' })
          }
          onByMail={() => setByMail(true)}
        />
      ) : (
        <QuestionForm
          draft={draft}
          onDraft={setDraft}
          earlier={earlier.get()}
          onAsked={setAsked}
          onChat={open ? () => setByMail(false) : undefined}
        />
      )}
    </Frame>
  );
}
