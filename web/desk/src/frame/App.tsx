import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CarrelProblem } from '@carrel/client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components';
import { signIn } from '../access/sign-in.js';
import { SignInForm } from '../access/SignInForm.js';
import { SignInPage } from '../access/SignInPage.js';
import { choose, LanguageContext, useSay, type Spoken } from '../language.js';
import { usePlace } from '../route.js';
import { Ask } from '../ui/Ask.js';
import { DeskFrame } from './DeskFrame.js';
import { Toasts } from './Toasts.js';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What was refused stays refused; what broke is tried again.
      retry: (count, error) => count < 2 && !(error instanceof CarrelProblem && error.status < 500),
    },
  },
});

export function App({ first }: { first: Spoken }) {
  const [spoken, setSpoken] = useState(first);
  const turn = (language: string) => void choose(language).then((say) => setSpoken({ language, say }));
  return (
    <LanguageContext.Provider value={spoken}>
      <I18nProvider locale={spoken.language}>
        <QueryClientProvider client={queries}>
          <Entrance turn={turn} />
          <Toasts />
        </QueryClientProvider>
      </I18nProvider>
    </LanguageContext.Provider>
  );
}

function Entrance({ turn }: { turn: (language: string) => void }) {
  const access = useSyncExternalStore(signIn.subscribe, signIn.get);
  const say = useSay();
  const { parts } = usePlace();
  const accountId = access.is === 'out' ? undefined : access.account.id;
  // What one person was answered is nothing to the next one.
  useEffect(() => () => queries.clear(), [accountId]);
  if (access.is === 'out' || parts[0] === 'password') return <SignInPage turn={turn} />;
  return (
    <>
      <DeskFrame key={access.account.id} account={access.account} turn={turn} />
      {access.is === 'ended' && (
        <Ask title={say('ended.title')} must role="alertdialog" onClose={() => {}}>
          <p>{say('ended.text', { name: access.account.name })}</p>
          <SignInForm of={access.account.email} />
          <button type="button" className="button plain" onClick={() => void signIn.signOut()}>
            {say('ended.other')}
          </button>
        </Ask>
      )}
    </>
  );
}
