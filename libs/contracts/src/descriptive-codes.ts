/** One word that says what a question was about. Inactive ones stay on old questions and are given no more. */
export interface DescriptiveCode {
  readonly code: string;
  readonly label: string;
  readonly active: boolean;
}

const subjects = {
  agriculture: 'Agriculture and food',
  art: 'Art and architecture',
  astronomy: 'Astronomy and space',
  biography: 'Biography',
  biology: 'Biology and nature',
  business: 'Business and companies',
  careers: 'Careers and job search',
  chemistry: 'Chemistry',
  'children-books': "Children's books",
  computing: 'Computing and the internet',
  consumer: 'Consumer information',
  crafts: 'Crafts and hobbies',
  economics: 'Economics and markets',
  education: 'Education and teaching',
  engineering: 'Engineering and technology',
  environment: 'Environment and climate',
  'ethnic-studies': 'Ethnic studies',
  film: 'Film, radio and television',
  finance: 'Personal finance and taxes',
  genealogy: 'Family history',
  geography: 'Geography and travel',
  government: 'Government and public offices',
  health: 'Health and medicine',
  history: 'History',
  'home-garden': 'Home and garden',
  housing: 'Housing',
  immigration: 'Immigration and citizenship',
  languages: 'Languages',
  law: 'Law',
  literature: 'Literature and reading',
  'local-history': 'Local history',
  mathematics: 'Mathematics',
  music: 'Music',
  news: 'News and current affairs',
  patents: 'Patents and trade marks',
  philosophy: 'Philosophy',
  physics: 'Physics',
  politics: 'Politics',
  psychology: 'Psychology',
  religion: 'Religion',
  'social-sciences': 'Social sciences',
  sports: 'Sports and games',
  statistics: 'Statistics and data',
  theatre: 'Theatre and dance',
} as const;
const services = {
  'account-problem': 'Account: other problem',
  'account-password': 'Account: password or number',
  'card-application': 'Library card',
  catalogue: 'Using the catalogue',
  citation: 'Citing sources',
  complaint: 'Complaint',
  copyright: 'Copyright and permissions',
  'database-access': 'Databases: access from elsewhere',
  'database-use': 'Databases: how to search',
  directions: 'Directions and parking',
  donations: 'Donations and friends of the library',
  'e-books': 'E-books and audio books',
  events: 'Events and courses',
  fines: 'Fines and fees',
  holds: 'Holds',
  homework: 'Homework',
  hours: 'Opening hours',
  'interlibrary-loan': 'Interlibrary loan',
  'known-item': 'A certain book or article',
  'lost-items': 'Lost and returned items',
  'meeting-rooms': 'Meeting and study rooms',
  'printing-copying': 'Printing, copying, scanning',
  'public-computers': 'Public computers and wireless',
  purchase: 'Suggestion to buy',
  'reading-advice': 'What to read next',
  renewals: 'Renewals',
  'research-help': 'How to research a topic',
  'special-collections': 'Archives and special collections',
  'technical-help': 'Technical help',
} as const;

/** The list a library has until it makes one of its own: 44 subjects and 29 matters of service. */
export const defaultDescriptiveCodes: readonly { readonly code: string; readonly label: string }[] =
  Object.entries({ ...subjects, ...services }).map(([code, label]) => ({ code, label }));

interface CodeLists {
  readonly list: 'default' | 'custom';
  readonly custom: readonly DescriptiveCode[];
  readonly inactive: readonly string[];
}

/** The codes of one library, by its setting `descriptive-codes`. */
export function descriptiveCodesOf({ list, custom, inactive }: CodeLists): readonly DescriptiveCode[] {
  if (list === 'custom') return custom;
  return defaultDescriptiveCodes.map((each) => ({ ...each, active: !inactive.includes(each.code) }));
}
