import { usePlace } from '../../route.js';
import { To } from '../../ui/To.js';
import { EmailPartners } from './EmailPartners.js';
import { NoticePreferences } from './NoticePreferences.js';
import { Password } from './Password.js';
import { Profile } from './Profile.js';
import { Scripts } from './Scripts.js';
import { SecondFactor } from './SecondFactor.js';
import { SignIns } from './SignIns.js';
import { Signs } from './Signs.js';
import { SpokenLanguages } from './SpokenLanguages.js';
import { useSay } from './words.js';

const pages = {
  profile: Profile,
  languages: SpokenLanguages,
  signs: Signs,
  preferences: NoticePreferences,
  scripts: Scripts,
  'email-partners': EmailPartners,
  password: Password,
  'second-factor': SecondFactor,
  'sign-ins': SignIns,
} as const;
type Name = keyof typeof pages;

/** What belongs to whoever works here: the profile, how the desk calls, own scripts, and the ways to sign in. */
export default function AccountPage({ turn }: { turn: (language: string) => void }) {
  const say = useSay();
  const { parts } = usePlace();
  const at: Name = parts[1] && parts[1] in pages ? (parts[1] as Name) : 'profile';
  const Page = pages[at];
  return (
    <main id="work" className="work page" tabIndex={-1}>
      <h1>{say('account.title')}</h1>
      <nav className="lists" aria-label={say('account.title')}>
        {(Object.keys(pages) as Name[]).map((name) => (
          <To key={name} to={`/account/${name}`} current={name === at}>
            {say(`account.${name}`)}
          </To>
        ))}
      </nav>
      <section className="panel" aria-labelledby="account-part">
        <h2 id="account-part">{say(`account.${at}`)}</h2>
        <Page turn={turn} />
      </section>
    </main>
  );
}
