import { useEffect, useRef, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { inOrder } from '../frame/MyChats.js';
import { useSay } from '../language.js';
import { useLive, type Chat } from '../live/store.js';
import { go, hrefOf } from '../route.js';
import { Empty } from '../ui/Loaded.js';
import { ChatView } from './ChatView.js';
import { PatronPanel } from './PatronPanel.js';
import { PolicyPage } from './PolicyPage.js';
import { Talk } from './Talk.js';
import { Viewport } from './Viewport.js';
import { useTalkWith } from './talk-state.js';

/** One chat in the middle with what helps beside it; all of one's chats side by side where one likes that. */
export default function ChatPart({ id }: { id: string }) {
  const say = useSay();
  const chats = useLive((live) => live.chats);
  const known = useLive(({ desk }) => desk !== undefined);
  const list = inOrder(chats);
  const [abreast, setAbreast] = useState(() => sessionStorage.getItem('carrel-abreast') === 'yes');
  const chat = chats[id];
  const shown = abreast && chat ? list : chat ? [chat] : [];
  const box = useRef<HTMLDivElement>(null);
  // Of chats side by side the one that was opened comes into sight.
  useEffect(() => {
    const opened = box.current?.querySelector('[data-current]');
    opened?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [id, shown.length]);
  const turn = () => {
    sessionStorage.setItem('carrel-abreast', abreast ? 'no' : 'yes');
    setAbreast(!abreast);
  };
  return (
    <>
      <main id="work" className="work chats" tabIndex={-1}>
        {list.length > 1 && <Strip list={list} id={id} abreast={abreast} turn={turn} />}
        {shown.length > 0 ? (
          <div ref={box} className="abreast" data-count={shown.length}>
            {shown.map((one) => (
              <ChatView key={one.session.id} chat={one} current={one.session.id === id} />
            ))}
          </div>
        ) : (
          known && (
            <Empty title={say('chat.gone')}>
              <a
                href={hrefOf('/')}
                onClick={(event) => {
                  event.preventDefault();
                  go('/');
                }}
              >
                {say('chat.gone-on')}
              </a>
            </Empty>
          )
        )}
      </main>
      <aside className="helps" aria-label={say('helps')}>
        {chat && <Beside chat={chat} />}
      </aside>
    </>
  );
}

function Strip({
  list,
  id,
  abreast,
  turn,
}: {
  list: Chat[];
  id: string;
  abreast: boolean;
  turn: () => void;
}) {
  const say = useSay();
  return (
    <nav className="strip" aria-label={say('my-chats')}>
      {list.map(({ session, unread }, at) => (
        <a
          key={session.id}
          href={hrefOf(`/chat/${session.id}`)}
          aria-current={session.id === id ? 'page' : undefined}
          className={session.silence?.yellow || session.patronLeftAt ? 'yellow' : ''}
          onClick={(event) => {
            event.preventDefault();
            go(`/chat/${session.id}`);
          }}
        >
          <kbd aria-hidden="true">{at + 1}</kbd> {session.patron.name}
          {unread > 0 && session.id !== id && <span className="count hot">{unread}</span>}
        </a>
      ))}
      <button type="button" className="button plain wide-only" aria-pressed={abreast} onClick={turn}>
        {say('chat.abreast')}
      </button>
    </nav>
  );
}

function Beside({ chat }: { chat: Chat }) {
  const say = useSay();
  const talk = useTalkWith();
  const [tab, setTab] = useState('patron');
  const [seen, setSeen] = useState(talk);
  // Whoever chooses a colleague on the left wants to write to him or her.
  if (seen !== talk) {
    setSeen(talk);
    setTab('talk');
  }
  const unread = useLive(({ unreadTalk }) => Object.values(unreadTalk).reduce((a, b) => a + b, 0));
  return (
    <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
      <TabList className="tab-list" aria-label={say('helps')}>
        <Tab id="patron">{say('tab.patron')}</Tab>
        <Tab id="policy">{say('tab.policy')}</Tab>
        <Tab id="viewport">{say('tab.viewport')}</Tab>
        <Tab id="talk">
          {say('tab.talk')} {unread > 0 && <span className="count hot">{unread}</span>}
        </Tab>
      </TabList>
      <TabPanel id="patron">
        <PatronPanel key={chat.session.id} session={chat.session} />
      </TabPanel>
      <TabPanel id="policy">
        <PolicyPage institutionId={chat.session.institutionId} />
      </TabPanel>
      <TabPanel id="viewport" className="fill">
        <Viewport chat={chat} />
      </TabPanel>
      <TabPanel id="talk" className="fill">
        <Talk sessionId={chat.session.id} />
      </TabPanel>
    </Tabs>
  );
}
