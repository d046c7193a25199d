import { Type } from 'typebox';
import { Described, Exactly, MailAddress, Nullable } from './schema.js';
import { setting } from './setting.js';

/** Settings of mail that comes in. */
export const incomingSettings = {
  'question-address': setting({
    key: 'question-address',
    level: 'institution',
    schema: Exactly({
      enabled: Type.Boolean({ description: 'false: such mail is not taken' }),
      address: Described(Nullable(MailAddress), 'null: none'),
    }),
    default: { enabled: false, address: null },
    inEvents: false,
    description:
      'The address at which patrons ask the library by mail; its mail has to be led to Carrel (row 11)',
    faults: ({ enabled, address }) => (enabled && !address ? ['/address is needed'] : []),
  }),
} as const;
