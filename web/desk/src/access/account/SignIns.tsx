import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { signIn } from '../sign-in.js';
import { deviceIn } from './device.js';
import { useSay } from './words.js';

const read = () => ok(api.admin.GET('/v1/me/sign-ins'));
type SignIn = Awaited<ReturnType<typeof read>>['items'][number];

/** Where one is signed in; each can be ended, also the one of a computer left behind. */
export function SignIns() {
  const say = useSay();
  const signIns = useQuery({ queryKey: ['sign-ins'], queryFn: read });
  return (
    <>
      <p className="quiet">{say('sign-ins.text')}</p>
      <Loaded of={signIns}>
        {({ items }) => (
          <ul className="plain-list">
            {items.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

function Row({ of: { id, device, startedAt, lastUsedAt, current } }: { of: SignIn }) {
  const say = useSay();
  const queries = useQueryClient();
  const what = deviceIn(device) ?? say('sign-ins.unknown');
  const end = useCommand(
    () => ok(api.admin.DELETE('/v1/me/sign-ins/{id}', { params: { path: { id } } })),
    () => {
      toast(say('sign-ins.ended', { device: what }));
      void queries.invalidateQueries({ queryKey: ['sign-ins'] });
    },
  );
  return (
    <li className="choice-row boxed">
      <div>
        <strong>{what}</strong> {current && <span className="tag">{say('sign-ins.current')}</span>}
        <p className="quiet">
          {say('sign-ins.since')} <When at={startedAt} /> · {say('sign-ins.used')} <When at={lastUsedAt} />
        </p>
        <Trouble>{end.trouble}</Trouble>
      </div>
      <button
        type="button"
        className="button"
        aria-busy={end.busy}
        aria-label={current ? undefined : say('sign-ins.end-of', { device: what })}
        onClick={() => (current ? void signIn.signOut() : end.run())}
      >
        {say(current ? 'sign-out' : 'sign-ins.end')}
      </button>
    </li>
  );
}
