/** What a service account may be allowed, each with what it opens (B33). */
export const scopes = {
  'directory:read': 'libraries, groups and memberships',
  'questions:read': 'the questions of the library, as its staff see them',
  'statistics:read': 'statistics of the library, or of the group',
  'events:read': 'the feed of events of the group, over NATS and HTTP',
  'webhooks:manage': 'the webhook endpoints of the library or the group',
} as const;

export type Scope = keyof typeof scopes;

export const scopeNames = Object.keys(scopes) as Scope[];

/** Questions are read as one library reads them, so a group's service account cannot have this. */
export const scopesOfLibraries: readonly Scope[] = ['questions:read'];
/** The feed is a group's (issue 7). */
export const scopesOfGroups: readonly Scope[] = ['events:read'];

/** Roles an account holds at its own library (R1..R9, B31). */
export const institutionRoles = ['librarian', 'reviewer', 'institution-admin'] as const;
/** Roles an account holds for a group; a coordinator is a reviewer for all libraries of the group (B31). */
export const groupRoles = ['coordinator', 'group-admin'] as const;

export type InstitutionRole = (typeof institutionRoles)[number];
export type GroupRole = (typeof groupRoles)[number];
export type Role = InstitutionRole | GroupRole | 'operator';

/** What each role may do. An account may do what any of its roles may (R2): roles are unions. */
export const capabilitiesOf = {
  librarian: ['chat.monitor', 'chat.answer', 'questions.read', 'questions.work', 'referrals.make'],
  reviewer: ['questions.read', 'questions.review'],
  'institution-admin': [
    'questions.read',
    'questions.assign',
    'institution.manage',
    'accounts.manage',
    'memberships.request',
  ],
  coordinator: ['questions.read', 'questions.review', 'rota.manage'],
  'group-admin': ['group.manage', 'memberships.decide', 'questions.read', 'rota.manage'],
  operator: ['platform.operate'],
} as const satisfies Record<Role, readonly string[]>;

export type Capability = (typeof capabilitiesOf)[Role][number];

/** The union of what the given roles may do, in a stable order. */
export function capabilitiesFor(roles: Iterable<Role>): Capability[] {
  return [...new Set([...roles].flatMap((role): readonly Capability[] => capabilitiesOf[role]))].sort();
}
