import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { SettingPage } from '../../administration/settings/SettingPage.js';
import { api } from '../../api.js';
import { useMe } from '../../frame/me.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import type { Asked } from '../asked.js';
import { usePeriodName } from '../names.js';
import { useSay } from '../words.js';

/** To whom these numbers are mailed, and which were. */
export default function ByMail({ asked: { owner } }: { asked: Asked }) {
  const say = useSay();
  const me = useMe();
  const periodName = usePeriodName();
  const may =
    owner.level === 'institution'
      ? (me.data?.capabilities.includes('institution.manage') ?? false)
      : (me.data?.groupRoles.some((held) => held.groupId === owner.id && held.role === 'group-admin') ??
        false);
  const mailed = useQuery({
    queryKey: ['mailed-reports', owner.id],
    enabled: may,
    queryFn: () => {
      const params = { path: { id: owner.id }, query: { limit: 50 } };
      return owner.level === 'institution'
        ? ok(api.notifications.GET('/v1/institutions/{id}/mailed-reports', { params }))
        : ok(api.notifications.GET('/v1/groups/{id}/mailed-reports', { params }));
    },
  });
  if (!may) return <Empty title={say('mail.may-not')}>{say('mail.may-not-text')}</Empty>;
  return (
    <>
      <SettingPage
        owner={{ level: owner.level, id: owner.id }}
        settingKey={owner.level === 'institution' ? 'report-mail' : 'group-report-mail'}
        may
      />
      <section className="stack" aria-labelledby="mailed-title">
        <h2 id="mailed-title">{say('mail.sent')}</h2>
        <Loaded of={mailed}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={say('mail.none')}>{say('mail.when')}</Empty>
            ) : (
              <ul className="setting-rows">
                {items.map((one) => (
                  <li key={one.id} className="plain-row">
                    <strong>{periodName(one)}</strong>
                    <span>{say('mail.recipients', { count: one.recipients })}</span>
                    <span className="quiet">
                      <When at={one.mailedAt} />
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
    </>
  );
}
