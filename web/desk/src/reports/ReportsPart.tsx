import { lazy, Suspense, type ReactNode } from 'react';
import '../administration/administration.css';
import { zonesWith } from '../administration/regions.js';
import { useLibrariesOf, useMe, type Me } from '../frame/me.js';
import { usePlace } from '../route.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { MenuAndPage } from '../ui/MenuAndPage.js';
import { addressWith, ownersOf, useAsked, useChoose, type Asked, type Owner } from './asked.js';
import { usePeriodName } from './names.js';
import { presets } from './periods.js';
import { ChatHours, ChatNumbers, ChatsTrend } from './pages/ChatPlots.js';
import { Duties, GiveAndTake, QuestionsByLibrary, Referrals } from './pages/CooperationPlots.js';
import { Overview } from './pages/Overview.js';
import { ChatsBy, PeoplePlot } from './pages/PeoplePlots.js';
import { QuestionHours, QuestionsBy, QuestionsByCode, QuestionsTrend } from './pages/QuestionPlots.js';
import { Rows } from './pages/Rows.js';
import { Sheets } from './pages/Sheets.js';
import { QuestionTimes } from './pages/QuestionTimes.js';
import './reports.css';
import { useSay } from './words.js';

/** Whoever only reads reports has no use for the pages of settings. */
const ByMail = lazy(() => import('./pages/ByMail.js'));

const pages = [
  ...([
    'overview',
    'questions',
    'hours',
    'chats',
    'people',
    'libraries',
    'cooperation',
    'sheets',
    'mail',
  ] as const),
];
type Page = (typeof pages)[number];

/** Reports: which report on the left, whose days above, the plots beside. @param parts of the address after `/reports` */
export default function ReportsPart({ parts }: { parts: readonly string[] }) {
  const me = useMe();
  return (
    <main id="work" className="work administration reports" tabIndex={-1}>
      <Loaded of={me}>{(of) => <Inside me={of} page={parts[0] ?? 'overview'} />}</Loaded>
    </main>
  );
}

function Inside({ me, page: at }: { me: Me; page: string }) {
  const say = useSay();
  const { search } = usePlace();
  const owners = ownersOf(me);
  if (owners.length === 0) return <Empty title={say('nobody-reports')} />;
  const current = at === 'rows' ? search.get('back') : at;
  const menu = pages.map((page) => ({
    to: addressWith(page, search),
    name: say(`page.${page}`),
    current: page === current,
  }));
  return (
    <MenuAndPage name={say('reports')} sections={[{ name: say('reports'), pages: menu }]} at={at}>
      <Report owners={owners} at={at} />
    </MenuAndPage>
  );
}

function Report({ owners, at }: { owners: readonly Owner[]; at: string }) {
  const say = useSay();
  const asked = useAsked(owners);
  if (at === 'rows') return <Rows asked={asked} />;
  const page = pages.find((one) => one === at) ?? 'overview';
  return (
    <>
      {page !== 'mail' && (
        <header className="plot-top">
          <h1>{say(`page.${page}`)}</h1>
          <button type="button" className="button no-print" onClick={() => print()}>
            {say('print')}
          </button>
        </header>
      )}
      {page === 'mail' ? (
        <OwnerChoice asked={asked} owners={owners} page={page} />
      ) : (
        <Choices asked={asked} owners={owners} page={page} />
      )}
      {plotsOf(page, asked)}
    </>
  );
}

function plotsOf(page: Page, asked: Asked): ReactNode {
  switch (page) {
    case 'questions':
      return (
        <>
          <QuestionsTrend asked={asked} page={page} />
          <div className="plots">
            {(['source', 'resolution', 'topic', 'read'] as const).map((by) => (
              <QuestionsBy key={by} asked={asked} page={page} by={by} />
            ))}
            <QuestionsByCode asked={asked} page={page} />
          </div>
          <QuestionTimes asked={asked} page={page} />
        </>
      );
    case 'hours':
      return (
        <>
          <QuestionHours asked={asked} page={page} />
          <ChatHours asked={asked} page={page} />
        </>
      );
    case 'chats':
      return (
        <>
          <ChatsTrend asked={asked} page={page} />
          <div className="plots">
            <ChatNumbers asked={asked} page={page} />
          </div>
        </>
      );
    case 'people':
      return (
        <>
          <PeoplePlot asked={asked} />
          <ChatsBy asked={asked} by="librarian" page={page} />
        </>
      );
    case 'libraries':
      return (
        <>
          <QuestionsByLibrary asked={asked} />
          <ChatsBy asked={asked} by="library" page={page} />
        </>
      );
    case 'cooperation':
      return (
        <>
          <GiveAndTake asked={asked} />
          <Referrals asked={asked} direction="sent" />
          <Referrals asked={asked} direction="received" />
          <Duties asked={asked} />
        </>
      );
    case 'sheets':
      return <Sheets asked={asked} />;
    case 'mail':
      return (
        <Suspense fallback={null}>
          <ByMail asked={asked} />
        </Suspense>
      );
    default:
      return <Overview asked={asked} />;
  }
}

interface ChoicesProps {
  readonly asked: Asked;
  readonly owners: readonly Owner[];
  readonly page: Page;
}

function OwnerChoice({ asked, owners, page }: ChoicesProps) {
  const say = useSay();
  const choose = useChoose(page);
  if (owners.length < 2) return null;
  return (
    <label className="field">
      <span className="label">{say('whose')}</span>
      <select
        className="input"
        value={asked.owner.key}
        onChange={({ target }) => choose({ of: target.value, library: undefined })}
      >
        {owners.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whose numbers, over which days of which zone, and whether beside those before. */
function Choices({ asked, owners, page }: ChoicesProps) {
  const say = useSay();
  const choose = useChoose(page);
  const periodName = usePeriodName();
  const { days, preset, owner, timeZone } = asked;
  const zone = timeZone ?? owner.timeZone;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <form className="report-choices no-print" onSubmit={(event) => event.preventDefault()}>
        <OwnerChoice asked={asked} owners={owners} page={page} />
        {owner.level === 'group' && <LibraryChoice asked={asked} page={page} />}
        <label className="field">
          <span className="label">{say('period')}</span>
          <select
            className="input"
            value={preset}
            onChange={({ target }) =>
              choose(
                target.value === 'own'
                  ? { period: undefined, ...days }
                  : { period: target.value, from: undefined, to: undefined },
              )
            }
          >
            {[...presets, 'own' as const].map((one) => (
              <option key={one} value={one}>
                {say(`period.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="label">{say('from')}</span>
          <input
            type="date"
            className="input"
            value={days.from}
            max={days.to}
            onChange={({ target }) =>
              target.value && choose({ period: undefined, from: target.value, to: days.to })
            }
          />
        </label>
        <label className="field">
          <span className="label">{say('to')}</span>
          <input
            type="date"
            className="input"
            value={days.to}
            min={days.from}
            onChange={({ target }) =>
              target.value && choose({ period: undefined, from: days.from, to: target.value })
            }
          />
        </label>
        <label className="field">
          <span className="label">{say('unit')}</span>
          <select
            className="input"
            value={asked.unit}
            onChange={({ target }) => choose({ unit: target.value })}
          >
            {(['day', 'week', 'month'] as const).map((unit) => (
              <option key={unit} value={unit}>
                {say(`unit.${unit}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="label">{say('zone')}</span>
          <select
            className="input"
            value={zone}
            onChange={({ target }) =>
              choose({ zone: target.value === owner.timeZone ? undefined : target.value })
            }
          >
            {[...new Set([owner.timeZone, here, 'UTC', ...zonesWith(zone)])].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label className="choice">
          <input
            type="checkbox"
            checked={asked.compare}
            onChange={({ target }) => choose({ compare: target.checked ? 'yes' : undefined })}
          />
          <span>{say('compare')}</span>
        </label>
      </form>
      <p className="report-of">
        <strong>{owner.name}</strong>, {periodName(days)}. {say('days-of', { zone })}
      </p>
    </>
  );
}

function LibraryChoice({ asked, page }: Pick<ChoicesProps, 'asked' | 'page'>) {
  const say = useSay();
  const choose = useChoose(page);
  const all = useLibrariesOf(asked.owner.id).data ?? [];
  return (
    <label className="field">
      <span className="label">{say('library')}</span>
      <select
        className="input"
        value={asked.libraryId ?? ''}
        onChange={({ target }) => choose({ library: target.value || undefined })}
      >
        <option value="">{say('all-libraries')}</option>
        {all.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
