import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.js';
import { useQueues } from '../../frame/shift.js';
import { useAccounts } from '../people.js';
import { useSettings } from '../settings/api.js';
import { missingIn, usePolicy } from './PolicyPageEditor.js';
import { useProfile } from './ProfilePage.js';

export interface Step {
  readonly key: string;
  readonly done: boolean;
  /** What of it is missing, by name. */
  readonly missing?: readonly string[];
  readonly to: string;
}

/** What the services say is left before a library may go live: their own checklist, required fields, states and gate. */
export function useReadiness(institutionId: string) {
  const path = { id: institutionId };
  const profile = useProfile(institutionId);
  const policy = usePolicy(institutionId);
  const accounts = useAccounts(institutionId);
  const queues = useQueues();
  const settings = useSettings({ level: 'institution', id: institutionId });
  const forms = useQuery({
    queryKey: ['forms', institutionId],
    queryFn: () => ok(api.admin.GET('/v1/institutions/{id}/forms', { params: { path } })),
    refetchInterval: 10_000,
  });
  const availability = useQuery({
    queryKey: ['availability', institutionId],
    queryFn: () => ok(api.chat.GET('/v1/availability', { params: { query: { institutionId } } })),
    refetchInterval: 10_000,
  });
  const all = [profile, policy, accounts, queues, settings, forms];
  const error = all.find((one) => one.error)?.error;
  if (!profile.data || !policy.data || !accounts.data || !queues.data || !settings.data || !forms.data)
    return { error, steps: undefined };
  const at = '/administration/library';
  const working = accounts.data.filter(({ active, roles }) => active && roles.includes('librarian'));
  const page = settings.data.find(({ key }) => key === 'patron-page')?.value as { slugs: readonly string[] };
  const steps: Step[] = [
    {
      key: 'profile',
      done: profile.data.missing.length === 0,
      missing: profile.data.missing,
      to: `${at}/profile`,
    },
    { key: 'profile-active', done: profile.data.status === 'active', to: `${at}/profile` },
    { key: 'accounts', done: working.length > 0, to: `${at}/accounts` },
    { key: 'trained', done: working.some(({ trained }) => trained), to: `${at}/accounts` },
    {
      key: 'policy',
      done: missingIn(policy.data).length === 0,
      missing: missingIn(policy.data).map(({ label }) => label),
      to: `${at}/policy`,
    },
    { key: 'policy-viewable', done: policy.data.status === 'viewable', to: `${at}/policy` },
    { key: 'policy-submitted', done: policy.data.submittedAt !== null, to: `${at}/policy` },
    { key: 'queue', done: policy.data.acceptedAt !== null, to: `${at}/policy` },
    { key: 'address', done: page.slugs.length > 0, to: `${at}/settings/patron-page` },
  ];
  return { error, steps, live: forms.data.live, profile: profile.data, availability: availability.data };
}
