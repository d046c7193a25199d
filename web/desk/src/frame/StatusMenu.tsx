import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useSay } from '../language.js';
import { useLive } from '../live/store.js';
import { go } from '../route.js';
import { useCommand } from '../ui/useCommand.js';
import { logOutOfChat, takeShift, useShift, type Availability } from './shift.js';
import { toast } from './toast.js';

/** Available, Away, and Log out of chat, which is another thing than signing out (R26). */
export function StatusMenu() {
  const say = useSay();
  const { monitor, known, here, elsewhere } = useShift();
  const mine = useLive(({ desk }) => desk?.sessions.length ?? 0);
  const set = useCommand(
    (availability: Availability) =>
      takeShift({
        availability,
        queueIds: monitor!.queueIds,
        ...(monitor!.screenName === null ? {} : { screenName: monitor!.screenName }),
        ...(monitor!.personalLimit === null ? {} : { personalLimit: monitor!.personalLimit }),
      }),
    () => undefined,
  );
  const out = useCommand(logOutOfChat, () => toast(say('status.logged-out')));
  if (!known) return <span className="status" />;
  if (!here)
    return (
      <button type="button" className="button status off" onClick={() => go('/shift')}>
        <span className="dot" aria-hidden="true" />
        {say(elsewhere ? 'status.elsewhere' : 'status.off')}
      </button>
    );
  const available = monitor!.availability === 'available';
  return (
    <MenuTrigger>
      <Button className={`button status ${available ? 'available' : 'away'}`}>
        <span className="dot" aria-hidden="true" />
        {say(available ? 'status.available' : 'status.away')}
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={say('status')}>
          <MenuItem onAction={() => set.run('available')}>{say('status.available')}</MenuItem>
          <MenuItem onAction={() => set.run('away')}>{say('status.away')}</MenuItem>
          <Separator />
          <MenuItem onAction={() => go('/shift')}>{say('status.queues')}</MenuItem>
          <MenuItem
            onAction={() =>
              mine > 0 ? toast(say('status.chats-open', { count: mine }), 'trouble') : out.run()
            }
          >
            {say('status.log-out')}
          </MenuItem>
        </Menu>
      </Popover>
      {(set.trouble ?? out.trouble) && (
        <span className="trouble small" role="alert">
          {set.trouble ?? out.trouble}
        </span>
      )}
    </MenuTrigger>
  );
}
