import type { ReactNode } from 'react';
import { useMe, type Me } from '../frame/me.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { MenuAndPage } from '../ui/MenuAndPage.js';
import './administration.css';
import { administers, areasOf, type Area } from './areas.js';
import { BarsPage } from './group/BarsPage.js';
import { ExpertsPage } from './group/ExpertsPage.js';
import { GroupProfilePage } from './group/GroupProfilePage.js';
import { LibrariesPage } from './group/LibrariesPage.js';
import { MembersPage } from './group/MembersPage.js';
import { RotaPage } from './group/RotaPage.js';
import { AccountsPage } from './library/AccountsPage.js';
import BansPage from './library/BansPage.js';
import { GroupsPage } from './library/GroupsPage.js';
import { HoursPage } from './library/HoursPage.js';
import { PatronDataPage } from './library/PatronDataPage.js';
import { PolicyPageEditor } from './library/PolicyPageEditor.js';
import { ProfilePage } from './library/ProfilePage.js';
import { SetUpPage, Tasks } from './library/SetUpPage.js';
import { SingleSignOnPage } from './library/SingleSignOnPage.js';
import { SitePage } from './library/SitePage.js';
import { WorkstationsPage } from './library/WorkstationsPage.js';
import { PlatformGroupsPage } from './platform/GroupsPage.js';
import { HealthPage } from './platform/HealthPage.js';
import { PlatformLibrariesPage } from './platform/LibrariesPage.js';
import { MailPage } from './platform/MailPage.js';
import { TroublesPage } from './platform/TroublesPage.js';
import { WorkPage } from './platform/WorkPage.js';
import { ProgramsPage } from './programs/ProgramsPage.js';
import { SettingPage } from './settings/SettingPage.js';
import { SettingsIndex } from './settings/SettingsIndex.js';
import { groupTasks } from './tasks.js';
import { useSay, type Key } from './words.js';

/** Pages of an area, in the order of its list; settings come from their definitions. */
const pages = {
  library: [
    ...['set-up', 'profile', 'accounts', 'policy', 'hours', 'site', 'settings', 'groups', 'experts', 'mail'],
    ...['patron-data', 'bans', 'single-sign-on', 'programs', 'troubles'],
  ],
  group: [
    'set-up',
    'profile',
    'libraries',
    'members',
    'rota',
    'bars',
    'settings',
    'hours',
    'experts',
    'single-sign-on',
    'programs',
  ],
  platform: ['libraries', 'groups', 'troubles', 'work', 'mail', 'health'],
} as const;

/** Administration: what is administered on the left, one page of it beside. @param parts of the address after `/administration` */
export default function AdministrationPart({ parts }: { parts: readonly string[] }) {
  const me = useMe();
  return (
    <main id="work" className="work administration" tabIndex={-1}>
      <Loaded of={me}>{(of) => <Inside me={of} parts={parts} />}</Loaded>
    </main>
  );
}

function Inside({ me, parts }: { me: Me; parts: readonly string[] }) {
  const say = useSay();
  const areas = areasOf(me);
  const [kind, ...rest] = parts;
  const own = kind === 'me';
  const area =
    areas.find((one) => parts.join('/').startsWith(one.at.slice('/administration/'.length))) ??
    (own ? undefined : areas[0]);
  const [page = area && pages[area.kind][0], ...sub] = area?.kind === 'group' ? rest.slice(1) : rest;
  const at = parts.join('/');
  if (!area && !own) return <Empty title={say('nobody')} />;
  const sections = areas.map((one) => ({
    name: nameOf(one, say('platform')),
    pages: pagesOf(one).map((each) => ({
      to: `${one.at}/${each}`,
      name: say(`page.${each}` as Key),
      current: one.at === area?.at && each === page,
    })),
  }));
  return (
    <MenuAndPage name={say('administration')} sections={sections} at={at}>
      {area ? pageOf(area, page ?? '', sub, me) : <OwnSetting me={me} settingKey={rest[1] ?? ''} />}
    </MenuAndPage>
  );
}

const nameOf = (area: Area, platform: string): string => (area.kind === 'platform' ? platform : area.name);

function pagesOf(area: Area): readonly string[] {
  if (area.kind !== 'group') return pages[area.kind];
  const not = area.of.kind === 'subscription' ? 'members' : 'libraries';
  return pages.group.filter((page) => page !== not);
}

function OwnSetting({ me, settingKey }: { me: Me; settingKey: string }) {
  return <SettingPage owner={{ level: 'account', id: me.id }} settingKey={settingKey} may />;
}

function pageOf(area: Area, page: string, sub: readonly string[], me: Me): ReactNode {
  if (area.kind === 'platform') return platformPage(page);
  if (area.kind === 'group') return <GroupPage area={area} page={page} sub={sub} me={me} />;
  const { id, name, at } = area;
  const zone = me.institution?.timeZone ?? 'UTC';
  const owner = { level: 'institution', id } as const;
  switch (page) {
    case 'profile':
      return <ProfilePage institutionId={id} />;
    case 'accounts':
      return <AccountsPage institutionId={id} />;
    case 'workstations':
      return <WorkstationsPage />;
    case 'policy':
      return <PolicyPageEditor institutionId={id} />;
    case 'hours':
      return <HoursPage kinds={['library']} zone={zone} />;
    case 'site':
      return <SitePage institutionId={id} />;
    case 'settings':
      return sub[0] ? (
        <SettingPage owner={owner} settingKey={sub[0]} may />
      ) : (
        <SettingsIndex owner={owner} at={at} />
      );
    case 'groups':
      return <GroupsPage />;
    case 'experts':
      return <ExpertsPage institutionId={id} />;
    case 'mail':
      return <MailPage institutionId={id} />;
    case 'patron-data':
      return <PatronDataPage />;
    case 'bans':
      return <BansPage />;
    case 'single-sign-on':
      return <SingleSignOnPage level="institution" id={id} />;
    case 'programs':
      return <ProgramsPage owner={owner} />;
    case 'troubles':
      return <TroublesPage />;
    default:
      return <SetUpPage institutionId={id} name={name} />;
  }
}

function GroupPage({
  area,
  page,
  sub,
  me,
}: {
  area: Extract<Area, { kind: 'group' }>;
  page: string;
  sub: readonly string[];
  me: Me;
}) {
  const say = useSay();
  const may = administers(me, area.id);
  const owner = { level: 'group', id: area.id } as const;
  switch (page) {
    case 'profile':
      return <GroupProfilePage key={area.id} area={area} may={may} />;
    case 'bars':
      return <BarsPage key={area.id} area={area} />;
    case 'libraries':
      return <LibrariesPage area={area} may={may} />;
    case 'members':
      return <MembersPage area={area} />;
    case 'rota':
      return <RotaPage key={area.id} area={area} may />;
    case 'settings':
      return sub[0] ? (
        <SettingPage owner={owner} settingKey={sub[0]} may={may} />
      ) : (
        <SettingsIndex owner={owner} at={area.at} />
      );
    case 'hours':
      return (
        <HoursPage
          kinds={[area.of.kind === 'cooperative' ? 'cooperative' : 'group']}
          zone={area.of.timeZone}
        />
      );
    case 'experts':
      return <ExpertsPage groupId={area.id} />;
    case 'single-sign-on':
      return <SingleSignOnPage level="group" id={area.id} />;
    case 'programs':
      return <ProgramsPage owner={owner} />;
    default:
      return (
        <>
          <h1>{say('set-up.title', { name: area.name })}</h1>
          <Tasks title={say('set-up.tasks')} tasks={groupTasks(area.at)} owner={owner} />
        </>
      );
  }
}

function platformPage(page: string): ReactNode {
  switch (page) {
    case 'groups':
      return <PlatformGroupsPage />;
    case 'troubles':
      return <TroublesPage operator />;
    case 'work':
      return <WorkPage />;
    case 'mail':
      return <MailPage institutionId={undefined} />;
    case 'health':
      return <HealthPage />;
    default:
      return <PlatformLibrariesPage />;
  }
}
