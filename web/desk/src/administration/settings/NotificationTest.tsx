import { ok } from '@carrel/client';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';
import type { BesideProps } from './extras.js';
import { useState } from 'react';

/** Test: a mail to every address as saved. */
export default function NotificationTest({ owner, stored, dirty, may }: BesideProps) {
  const say = useSay();
  const { enabled, addresses } = stored.value as { enabled: boolean; addresses: readonly string[] };
  const [sent, setSent] = useState<number>();
  const test = useCommand(
    () =>
      ok(
        api.notifications.POST('/v1/institutions/{id}/notification-tests', {
          params: { path: { id: owner.id } },
        }),
      ),
    ({ deliveryIds }) => setSent(deliveryIds.length),
  );
  const whyNot = !may
    ? say('setting.read-only')
    : dirty
      ? say('test.save-first')
      : !enabled || addresses.length === 0
        ? say('test.no-address')
        : undefined;
  return (
    <section className="panel">
      <h2>{say('test')}</h2>
      <p>{say('test.text')}</p>
      <Action onPress={() => test.run()} busy={test.busy} whyNot={whyNot}>
        {say('test')}
      </Action>
      <Trouble>{test.trouble}</Trouble>
      <p role="status">{sent !== undefined && say('test.sent', { count: sent })}</p>
    </section>
  );
}
