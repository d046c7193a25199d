import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { toast } from '../frame/toast.js';
import { useSay } from '../language.js';
import { forget, leave as leaveChat, useLive } from '../live/store.js';
import type { Session } from '../live/types.js';
import { go } from '../route.js';
import { useAccount } from '../frame/me.js';
import { Action } from '../ui/Action.js';
import { dropDraft } from '../ui/drafts.js';
import { useCommand } from '../ui/useCommand.js';
import { AbuseAsk } from './AbuseAsk.js';
import { DismissAsk } from './DismissAsk.js';
import { EndAsk } from './EndAsk.js';
import { TransferAsk } from './TransferAsk.js';

/** Transfer, Dismiss and End; with two librarians Dismiss and Leave (R31, R39). */
export function ChatActions({ session, threeWay }: { session: Session; threeWay: boolean }) {
  const say = useSay();
  const account = useAccount();
  const [open, setOpen] = useState<'transfer' | 'dismiss' | 'end' | 'abuse'>();
  const offered = useLive(({ desk }) =>
    desk?.offers.find(({ mine, sessionId }) => mine && sessionId === session.id),
  );
  const over = (words?: string, drop = forget) => {
    if (words) toast(words);
    dropDraft(account.id, `chat:${session.id}`);
    dropDraft(account.id, `sent:${session.id}`);
    drop(session.id);
    go('/');
  };
  const at = { params: { path: { id: session.id } } };
  const leave = useCommand(
    () => ok(api.chat.POST('/v1/sessions/{id}/leave', at)),
    () => over(say('leave.done', { name: session.patron.name }), leaveChat),
  );
  const cancel = useCommand(() =>
    ok(api.chat.POST('/v1/transfers/{id}/cancel', { params: { path: { id: offered!.id } } })),
  );
  const close = () => setOpen(undefined);
  return (
    <div className="chat-actions" role="group" aria-label={say('chat.actions')}>
      {offered && (
        <p className="tag warn">
          {say('transfer.waiting', { name: offered.to?.name ?? offered.queue?.name ?? '' })}{' '}
          <button type="button" className="link-button" onClick={() => cancel.run()}>
            {say('cancel')}
          </button>
        </p>
      )}
      {!threeWay && (
        <Action kind="plain" onPress={() => setOpen('abuse')}>
          {say('abuse')}
        </Action>
      )}
      {!threeWay && (
        <Action
          does="transfer"
          shortcut="Alt+T"
          onPress={() => setOpen('transfer')}
          whyNot={offered && say('transfer.already')}
        >
          {say('transfer')}
        </Action>
      )}
      <Action onPress={() => setOpen('dismiss')}>{say('dismiss')}</Action>
      {threeWay ? (
        <Action kind="first" onPress={() => leave.run()} busy={leave.busy}>
          {say('leave')}
        </Action>
      ) : (
        <Action
          does="end"
          shortcut="Alt+E"
          kind="first"
          onPress={() => setOpen('end')}
          whyNot={offered && say('end.offered')}
        >
          {say('end')}
        </Action>
      )}
      {leave.trouble && <p className="trouble small">{leave.trouble}</p>}
      {open === 'transfer' && <TransferAsk session={session} onClose={close} />}
      {open === 'dismiss' && (
        <DismissAsk
          id={session.id}
          patron={session.patron.name}
          onClose={close}
          onDone={() => over(say('dismiss.done'))}
        />
      )}
      {open === 'abuse' && (
        <AbuseAsk
          session={session}
          onClose={close}
          onWarned={() => (close(), toast(say('abuse.warned')))}
          onOver={() => over(say('abuse.over'))}
        />
      )}
      {open === 'end' && (
        <EndAsk
          session={session}
          onClose={close}
          onDone={() => over(say('end.done', { name: session.patron.name }))}
        />
      )}
    </div>
  );
}
