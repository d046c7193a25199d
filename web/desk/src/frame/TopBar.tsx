import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { signIn } from '../access/sign-in.js';
import { mayAdminister } from '../administration/areas.js';
import { useLanguage, useSay } from '../language.js';
import { useLive } from '../live/store.js';
import { ownersOf } from '../reports/asked.js';
import { go, usePlace } from '../route.js';
import { To } from '../ui/To.js';
import { useMay } from './may.js';
import { useAccount, useMe } from './me.js';
import { StatusMenu } from './StatusMenu.js';
import { showShortcuts } from './Shortcuts.js';
import { openTour } from './tour/touring.js';

interface Props {
  readonly needsOpen: boolean;
  readonly onNeeds: () => void;
}

export function TopBar({ needsOpen, onNeeds }: Props) {
  const say = useSay();
  const { data: me } = useMe();
  const may = useMay();
  return (
    <header className="top">
      <button
        type="button"
        className="button plain narrow-only"
        aria-expanded={needsOpen}
        aria-controls="needs"
        onClick={onNeeds}
      >
        {say('needs')} <NeedsCount />
      </button>
      <p className="brand wide-only">
        <span className="mark" aria-hidden="true">
          C
        </span>
        Carrel
      </p>
      <nav className="parts" aria-label={say('parts')}>
        <Part
          to="/"
          name={say('part.desk')}
          mine={(part) => part === undefined || part === 'shift' || part === 'chat'}
        />
        {may('questions.read') && (
          <Part to="/questions" name={say('part.questions')} mine={(part) => part === 'questions'} />
        )}
        {may('questions.read') && (
          <Part to="/rota" name={say('part.rota')} mine={(part) => part === 'rota'} />
        )}
        {(may('questions.work') || may('questions.review')) && (
          <Part to="/review" name={say('part.review')} mine={(part) => part === 'review'} />
        )}
        {(may('questions.review') || may('institution.manage')) && (
          <Part to="/supervision" name={say('part.supervision')} mine={(part) => part === 'supervision'} />
        )}
        {me && ownersOf(me).length > 0 && (
          <Part to="/reports" name={say('part.reports')} mine={(part) => part === 'reports'} />
        )}
        {me && mayAdminister(me) && (
          <Part
            to="/administration"
            name={say('part.administration')}
            mine={(part) => part === 'administration'}
          />
        )}
      </nav>
      <LinkState />
      <Notices />
      {may('chat.monitor') && <StatusMenu />}
      <AccountMenu />
    </header>
  );
}

function NeedsCount() {
  const count = useLive(
    ({ desk, chats }) =>
      (desk?.waitingInAll ?? 0) + Object.values(chats).filter(({ unread }) => unread > 0).length,
  );
  return count > 0 ? <span className="count hot">{count}</span> : null;
}

function Part({ to, name, mine }: { to: string; name: string; mine: (part: string | undefined) => boolean }) {
  const { parts } = usePlace();
  return (
    <To to={to} current={mine(parts[0])}>
      {name}
    </To>
  );
}

/** The line to Carrel: said when it is cut, and silent while all is well. */
function LinkState() {
  const say = useSay();
  const link = useLive((live) => live.link);
  return (
    <p className={`link ${link}`} role="status">
      {link === 'cut' && say('link.cut')}
      {link === 'connecting' && say('link.connecting')}
    </p>
  );
}

function Notices() {
  const say = useSay();
  const language = useLanguage();
  const unread = useLive(({ desk }) => desk?.unreadNotices ?? 0);
  const { parts } = usePlace();
  return (
    <To
      className="button plain"
      to="/notices"
      current={parts[0] === 'notices'}
      aria-label={say('notices.button', { count: unread })}
    >
      {say('notices')} {unread > 0 && <span className="count hot">{unread.toLocaleString(language)}</span>}
    </To>
  );
}

function AccountMenu() {
  const say = useSay();
  const account = useAccount();
  const { data: me } = useMe();
  const may = useMay();
  const [mayChat, mayAnswer] = [may('chat.monitor'), may('chat.answer')];
  const [open, setOpen] = useState(false);
  return (
    <MenuTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="button plain">
        <span className="unseen">{say('account.menu', { name: account.name })}</span>
        <span className="face" aria-hidden="true">
          {account.name
            .split(/\s+/)
            .map((part) => part.charAt(0))
            .slice(0, 2)
            .join('')}
        </span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <p className="popover-head">
          <strong>{account.name}</strong>
          <span className="quiet">{me?.institution?.name ?? account.email}</span>
        </p>
        <Menu className="menu" aria-label={say('account.menu', { name: account.name })}>
          <MenuItem onAction={() => go('/account')}>{say('account')}</MenuItem>
          <MenuItem onAction={() => go('/account/signs')}>{say('account.signs')}</MenuItem>
          {mayAnswer && <MenuItem onAction={() => go('/bans')}>{say('account.bans')}</MenuItem>}
          <MenuItem onAction={showShortcuts}>{say('shortcuts')}</MenuItem>
          {mayChat && <MenuItem onAction={openTour}>{say('tour')}</MenuItem>}
          <Separator />
          <MenuItem onAction={() => void signIn.signOut()}>{say('sign-out')}</MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
