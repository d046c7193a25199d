import { newId } from '@carrel/messaging';
import { PolicyPage } from '../policy/domain/policy-page.js';
import type { GroupRole, InstitutionRole } from '@carrel/contracts';
import type { LibraryType } from '../registry/domain/profile.js';

/** What librarians elsewhere read about a library of the demonstration, which has taken part for long. */
export function policyOf({ id, key, name }: DemonstrationLibrary, now: Date): PolicyPage {
  const page = PolicyPage.begin(newId(), id);
  const texts = {
    about: `${name} serves everyone who lives, works or studies nearby.`,
    website: `https://${key}.example`,
    catalogue: `https://${key}.example/catalogue; search by title first.`,
    corrections: `alerts@${key}.example`,
    followup: 'Our own librarians answer within two working days.',
    hours: 'Monday to Saturday, nine to six.',
    renewals: 'Patrons renew by themselves in their account, twice at most.',
  };
  for (const [field, text] of Object.entries(texts))
    page.write(field, 'en', text, undefined, operator.id, now);
  page.turn('viewable', undefined, operator.id, now);
  return Object.assign(page, { submittedAt: now, acceptedAt: now });
}

// The demonstration of api.md. Ids are fixed, so that bookmarks and notes outlive a fresh start.
const id = (kind: number, number: number): string =>
  `019a0000-0000-7000-8${kind.toString(16).padStart(3, '0')}-${number.toString(16).padStart(12, '0')}`;

export const password = 'carrel-demo';

/** Every language that the patron pages speak. */
export const patronLanguages = ['en', 'es', 'fr', 'de', 'ar'];

export const evergreen = {
  id: id(1, 1),
  kind: 'subscription',
  name: 'Evergreen Libraries',
  shortName: 'Evergreen',
  timeZone: 'America/Los_Angeles',
} as const;
export const prairie = {
  id: id(1, 2),
  kind: 'subscription',
  name: 'Prairie Libraries',
  shortName: 'Prairie',
  timeZone: 'America/Chicago',
} as const;
export const cooperative = {
  id: id(1, 3),
  kind: 'cooperative',
  name: '24/7 Cooperative Libraries',
  shortName: '24/7',
  timeZone: 'America/New_York',
} as const;
export const groups = [evergreen, prairie, cooperative];

export interface DemonstrationLibrary {
  readonly id: string;
  /** In e-mail addresses: `librarian@<key>.example`. */
  readonly key: string;
  readonly name: string;
  readonly group: { readonly id: string; readonly timeZone: string };
  readonly stateOrProvince: string;
  readonly type: LibraryType;
  readonly portal?: boolean;
  /** Whether its profile is active and it has joined the cooperative. */
  readonly joined: boolean;
  /** The colour of its patron page. */
  readonly accent: string;
}

const library = (number: number, rest: Omit<DemonstrationLibrary, 'id'>): DemonstrationLibrary => ({
  id: id(2, number),
  ...rest,
});
const inEvergreen = { group: evergreen, stateOrProvince: 'Washington', joined: true };
const inPrairie = { group: prairie, stateOrProvince: 'Iowa' };

export const libraries = [
  library(1, {
    key: 'aspen',
    name: 'Aspen County Library',
    type: 'public',
    accent: '#1d6f5c',
    ...inEvergreen,
  }),
  library(2, {
    key: 'birch',
    name: 'Birch State University',
    type: 'academic',
    accent: '#8c2f39',
    ...inEvergreen,
  }),
  library(3, { key: 'cedar', name: 'Cedar Law Library', type: 'law', accent: '#1f5fa8', ...inEvergreen }),
  library(4, {
    key: 'ask',
    name: 'Evergreen Ask',
    type: 'state',
    accent: '#5b4a9c',
    portal: true,
    ...inEvergreen,
  }),
  library(5, {
    key: 'dogwood',
    name: 'Dogwood Public Library',
    type: 'public',
    accent: '#b3471d',
    joined: true,
    ...inPrairie,
  }),
  library(6, {
    key: 'elm',
    name: 'Elm College',
    type: 'academic',
    accent: '#3f6b21',
    joined: false,
    ...inPrairie,
  }),
];

export const operator = { id: id(3, 0), email: 'operator@carrel.example', name: 'Olive Operator' };

export interface DemonstrationAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly library: DemonstrationLibrary;
  readonly roles: readonly InstitutionRole[];
  readonly inGroup?: {
    readonly id: string;
    readonly kind: 'subscription' | 'cooperative';
    readonly role: GroupRole;
  };
}

const everywhere: readonly [string, string, readonly InstitutionRole[]][] = [
  ['admin', 'Avery', ['institution-admin']],
  ['librarian', 'Robin', ['librarian']],
  ['second', 'Sam', ['librarian']],
  ['reviewer', 'Quinn', ['librarian', 'reviewer']],
];
const surname = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);
const at = (key: string): DemonstrationLibrary => libraries.find((one) => one.key === key)!;

export const accounts: DemonstrationAccount[] = [
  ...libraries.flatMap((of, n) =>
    everywhere.map(([local, first, roles], m) => ({
      id: id(3, 16 * (n + 1) + m),
      email: `${local}@${of.key}.example`,
      name: `${first} ${surname(of.key)}`,
      library: of,
      roles,
    })),
  ),
  {
    id: id(3, 1),
    email: 'admin@evergreen.example',
    name: 'Eve Green',
    library: at('aspen'),
    roles: ['institution-admin'],
    inGroup: { ...evergreen, role: 'group-admin' },
  },
  {
    id: id(3, 2),
    email: 'admin@prairie.example',
    name: 'Pat Prairie',
    library: at('elm'),
    roles: ['institution-admin'],
    inGroup: { ...prairie, role: 'group-admin' },
  },
  {
    id: id(3, 3),
    email: 'coordinator@evergreen.example',
    name: 'Corin Green',
    library: at('aspen'),
    roles: ['librarian'],
    inGroup: { ...evergreen, role: 'coordinator' },
  },
  {
    id: id(3, 4),
    email: 'admin@cooperative.example',
    name: 'Noor Cooper',
    library: at('aspen'),
    roles: [],
    inGroup: { ...cooperative, role: 'group-admin' },
  },
];
