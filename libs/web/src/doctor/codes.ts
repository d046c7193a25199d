/** What `doctor` may find, by a code that stays. docs/operators/doctor.md has a section for each. */
export const doctorCodes = {
  'CARREL-D001': 'The environment does not fit',
  'CARREL-D002': 'This version of Node.js is not supported',
  'CARREL-D003': 'NATS does not answer',
  'CARREL-D004': 'The NATS server is too old',
  'CARREL-D005': 'NATS acknowledges events before they are on disk',
  'CARREL-D006': 'NATS has no quorum, or copies of the events lag',
  'CARREL-D007': 'The database does not answer',
  'CARREL-D008': 'PostgreSQL is too old',
  'CARREL-D009': 'The tables are not those of this version',
  'CARREL-D010': 'Clocks differ',
  'CARREL-D011': 'Events wait to be sent',
  'CARREL-D012': 'Events were given up',
  'CARREL-D013': 'Chats or mails have become no question',
  'CARREL-D014': 'The mail server does not take our mail',
  'CARREL-D015': 'The SPF record is missing or not one',
  'CARREL-D016': 'The DKIM record is missing or has another key',
  'CARREL-D017': 'The DMARC record is missing',
  'CARREL-D018': 'Mail to the sender or to replies has nowhere to go',
  'CARREL-D019': 'The name servers do not answer',
  'CARREL-D020': 'The certificate of the public address is not valid, or expires soon',
  'CARREL-D021': 'The public address does not lead to Carrel',
  'CARREL-D022': 'A secret is the one printed in the source',
  'CARREL-D023': 'The disk is nearly full',
  'CARREL-D024': 'NATS has little room left for events',
} as const;

export type DoctorCode = keyof typeof doctorCodes;

/** One thing that is wrong, in plain words: what was found, and of what. */
export interface Finding {
  readonly code: DoctorCode;
  readonly fault: string;
}

/** Looks at one part; answers nothing where nothing is wrong. */
export type Look = () => Promise<readonly Finding[]>;
