/** One thing the policy page of a library says to the librarians who serve its patrons. */
export interface PolicyField {
  readonly key: string;
  readonly label: string;
  /** Must be filled in before the page is submitted (R124). */
  readonly required?: true;
  /** Kept encrypted and shown one at a time, each look noted: passwords to databases (2.4). */
  readonly secret?: true;
}
export interface PolicySection {
  /** Also the anchor of its jump link. */
  readonly key: string;
  readonly title: string;
  readonly fields: readonly PolicyField[];
}

const field = (key: string, label: string, more: Omit<PolicyField, 'key' | 'label'> = {}): PolicyField => ({
  key,
  label,
  ...more,
});

/** The policy page (R123, 2.4): what a librarian elsewhere needs to know to serve a library's patrons. */
export const policySections: readonly PolicySection[] = [
  {
    key: 'library',
    title: 'The library',
    fields: [
      field('about', 'Whom the library serves', { required: true }),
      field('website', 'Website', { required: true }),
      field('catalogue', 'Catalogue, and how to search it', { required: true }),
      field('branches', 'Branches, addresses and telephone numbers'),
      field('hours', 'Opening hours'),
      field('corrections', 'Contact for corrections to this page', { required: true }),
    ],
  },
  {
    key: 'reference',
    title: 'Reference service',
    fields: [
      field('patrons', 'Who may use the service, and what to do about others'),
      field('followup', 'How follow-up is handled, and by whom', { required: true }),
      field('limits', 'How far to go with homework, family history, law and medicine'),
      field('referrals', 'Where to send patrons whom the library cannot help'),
      field('language', 'Languages its patrons ask in'),
    ],
  },
  {
    key: 'circulation',
    title: 'Cards and loans',
    fields: [
      field('cards', 'Library cards: who gets one and how'),
      field('loans', 'Loan periods and limits'),
      field('renewals', 'Renewals and holds'),
      field('fines', 'Fines, fees and lost items'),
      field('accounts', 'What patrons can do in their account, and what only staff can'),
      field('interlibrary-loan', 'Interlibrary loan'),
    ],
  },
  {
    key: 'databases',
    title: 'Databases and remote access',
    fields: [
      field('database-list', 'Databases, and what each is good for'),
      field('remote-access', 'How patrons sign in from elsewhere'),
      field('staff-access', 'How librarians elsewhere sign in for a patron'),
      field('proxy-user', 'User name or card number for librarians elsewhere', { secret: true }),
      field('proxy-password', 'Password or PIN for librarians elsewhere', { secret: true }),
    ],
  },
  {
    key: 'building',
    title: 'In the building',
    fields: [
      field('computers', 'Computers, wireless and printing'),
      field('rooms', 'Meeting and study rooms'),
      field('collections', 'Special and local collections'),
      field('events', 'Events and courses'),
    ],
  },
  {
    key: 'problems',
    title: 'When something goes wrong',
    fields: [
      field('technical', 'Technical problems: whom to contact'),
      field('complaints', 'Complaints'),
      field('emergencies', 'Emergencies and threats'),
    ],
  },
];

/** Every field by its key. */
export const policyFields: ReadonlyMap<string, PolicyField> = new Map(
  policySections.flatMap(({ fields }) => fields.map((each) => [each.key, each] as const)),
);
