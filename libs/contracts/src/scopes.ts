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
