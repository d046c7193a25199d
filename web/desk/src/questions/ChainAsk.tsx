import { ok } from '@carrel/client';
import { api } from '../api.js';
import { at, type Hop } from './api.js';
import { ReasonAsk } from './ReasonAsk.js';
import { useSay } from './words.js';

interface Props {
  readonly kind: 'return' | 'withdraw';
  readonly hop: Hop;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Return gives a question back to who referred it; Withdraw takes it back from whom it was referred to. */
export function ChainAsk({ kind, hop, onClose, onDone }: Props) {
  const say = useSay();
  const other =
    kind === 'return'
      ? hop.sender.name
      : (hop.receiver?.name ?? hop.expert?.name ?? hop.addressee?.name ?? say('list.shared-followup'));
  return (
    <ReasonAsk
      title={say(`${kind}.title`)}
      text={say(`${kind}.text`, { library: other ?? '…' })}
      verb={say(kind)}
      onClose={onClose}
      onDone={onDone}
      command={(reason) => {
        const given = { ...at(hop), body: { reason } };
        if (kind === 'return') return ok(api.referrals.POST('/v1/referrals/{id}/return', given));
        return ok(api.referrals.POST('/v1/referrals/{id}/withdraw', given));
      }}
    />
  );
}
