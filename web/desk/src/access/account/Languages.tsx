import { lazy, Suspense } from 'react';
import { useAccount } from '../../frame/me.js';

const SettingPage = lazy(async () => ({
  default: (await import('../../administration/settings/SettingPage.js')).SettingPage,
}));

/** Languages one speaks with patrons, by which chats find somebody who does. */
export function Languages() {
  const { id } = useAccount();
  return (
    <Suspense fallback={null}>
      <SettingPage owner={{ level: 'account', id }} settingKey="spoken-languages" may />
    </Suspense>
  );
}
