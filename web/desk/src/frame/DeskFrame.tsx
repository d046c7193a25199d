import { lazy, Suspense, useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Account } from '../access/sign-in.js';
import { useSay } from '../language.js';
import { goLive, useLive } from '../live/store.js';
import { usePlace } from '../route.js';
import { AccountContext, useAccount } from './me.js';
import { Needs } from './Needs.js';
import { Offers } from './Offers.js';
import { ShiftStart } from './ShiftStart.js';
import { Shortcuts } from './Shortcuts.js';
import { useShift, useSignOfLife } from './shift.js';
import { Talk } from '../chat/Talk.js';
import { TopBar } from './TopBar.js';
import { useMay } from './may.js';
import { useSigns } from './signs.js';
import { useTouring } from './tour/touring.js';
import { useTitle } from './useTitle.js';

const ChatPart = lazy(() => import('../chat/ChatPart.js'));
const QuestionsPart = lazy(() => import('../questions/QuestionsPart.js'));
const AdministrationPart = lazy(() => import('../administration/AdministrationPart.js'));
const ReportsPart = lazy(() => import('../reports/ReportsPart.js'));
const RotaPart = lazy(() => import('../rota/RotaPart.js'));
const ReviewPart = lazy(() => import('../review/ReviewPart.js'));
const Home = lazy(() => import('../questions/Home.js'));
const AccountPage = lazy(() => import('../access/account/AccountPage.js'));
const BansPage = lazy(() => import('../administration/library/BansPage.js'));
const NoticesPage = lazy(() => import('./NoticesPage.js'));
const SupervisionPage = lazy(() => import('./SupervisionPage.js'));
const Tour = lazy(() => import('./tour/Tour.js'));

/** Left what needs me, in the middle what I work on, right what helps. */
export function DeskFrame({ account, turn }: { account: Account; turn: (language: string) => void }) {
  useEffect(() => goLive(account.id), [account.id]);
  const { here } = useShift();
  useSignOfLife(here);
  useTitle();
  useSigns(account.id);
  useFreshness();
  const { parts } = usePlace();
  const say = useSay();
  const [needsOpen, setNeedsOpen] = useState(false);
  const at = parts.join('/');
  useEffect(() => setNeedsOpen(false), [at]);
  return (
    <AccountContext.Provider value={account}>
      <a className="skip" href="#work">
        {say('skip')}
      </a>
      <div
        className="frame"
        data-needs={needsOpen}
        data-wide={(parts[0] === 'administration' || parts[0] === 'reports') && !here}
      >
        <TopBar needsOpen={needsOpen} onNeeds={() => setNeedsOpen(!needsOpen)} />
        <Touring />
        <Needs />
        <Suspense fallback={<main id="work" className="work" aria-busy="true" />}>
          <Work turn={turn} />
        </Suspense>
      </div>
      <Offers />
      <Shortcuts />
    </AccountContext.Provider>
  );
}

/** The tour stays beside the work until it is closed. */
function Touring() {
  const [touring] = useTouring();
  return touring ? (
    <Suspense fallback={null}>
      <Tour />
    </Suspense>
  ) : null;
}

function Work({ turn }: { turn: (language: string) => void }) {
  const { parts, search } = usePlace();
  const { known, here } = useShift();
  const account = useAccount();
  const say = useSay();
  const may = useMay();
  const [part, id] = parts;
  if (part === 'chat' && id) return <ChatPart key="chat" id={id} />;
  if (part === 'administration' || (account.institutionId === null && part === undefined))
    return <AdministrationPart parts={parts.slice(1)} />;
  if (part === 'reports') return <ReportsPart parts={parts.slice(1)} />;
  if (part === 'questions') return <QuestionsPart id={id} search={search} />;
  if (part === 'account') return <AccountPage turn={turn} />;
  if (part === 'notices') return <NoticesPage />;
  if (part === 'bans')
    return (
      <main id="work" className="work page" tabIndex={-1}>
        <BansPage />
      </main>
    );
  if (part === 'supervision') return <SupervisionPage />;
  if (part === 'rota') return <RotaPart />;
  if (part === 'review') return <ReviewPart id={id} search={search} />;
  const choosing = part === 'shift';
  return (
    <>
      <main id="work" className="work page" tabIndex={-1}>
        {known && may('chat.monitor') && (!here || choosing) && <ShiftStart />}
        {!choosing && may('questions.read') && <Home />}
      </main>
      <aside className="helps" aria-label={say('helps')}>
        <Talk />
      </aside>
    </>
  );
}

/** What happens to questions elsewhere is asked anew here. */
function useFreshness(): void {
  const queries = useQueryClient();
  const notice = useLive((live) => live.lastNotice);
  useEffect(() => {
    if (!notice) return;
    void queries.invalidateQueries({ queryKey: ['questions'] });
    if (notice.questionId) void queries.invalidateQueries({ queryKey: ['question', notice.questionId] });
  }, [notice, queries]);
}
