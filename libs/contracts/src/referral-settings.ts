import { Type } from 'typebox';
import { Described, Exactly, Id, Nullable } from './schema.js';
import { setting } from './setting.js';

/** Settings that only referrals reads. */
export const referralSettings = {
  'referral-policy': setting({
    key: 'referral-policy',
    level: 'group',
    schema: Exactly({
      reasonRequired: Described(Type.Boolean(), 'whether one without a reason is refused'),
      deadlineHours: Nullable(Type.Integer({ minimum: 1, maximum: 720 }), {
        description: 'null: it stays until it is answered or given back',
      }),
    }),
    default: { reasonRequired: false, deadlineHours: null },
    inEvents: true,
    description:
      'Whether a referral says why (A20), and after how many hours one without an answer comes back (row 28)',
  }),
  'default-library': setting({
    key: 'default-library',
    level: 'group',
    schema: Exactly({
      institutionId: Nullable(Id, { description: 'the library, by its id; null: the portal itself' }),
    }),
    default: { institutionId: null },
    inEvents: true,
    description:
      'Which library takes questions of no known library, whose coordinator decides; none: the portal itself (R94)',
  }),
} as const;
