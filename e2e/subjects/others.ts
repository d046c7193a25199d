import { nothing, saying, type Make } from './make.js';

export const others: Record<string, Make> = {
  'GET /api/referrals/v1/partners': async (s) => {
    const { path, own } = await s.question();
    return { path: {}, query: `questionId=${path.id}`, own: own! };
  },
  'POST /api/referrals/v1/referrals': async (s) => {
    const { path, own } = await s.question();
    const to = { kind: 'cooperative-partner', institutionId: s.ids.dogwood };
    return { path: {}, own: own!, body: () => ({ questionId: path.id, to }) };
  },
  'GET /api/referrals/v1/referrals': nothing,
  'GET /api/referrals/v1/referrals/{id}': (s) => s.referral(),
  'POST /api/referrals/v1/referrals/{id}/return': saying(
    (s) => s.referral(),
    () => ({ reason: 'Not ours.' }),
  ),
  'POST /api/referrals/v1/referrals/{id}/withdraw': saying(
    (s) => s.referral(),
    () => ({ reason: 'By mistake.' }),
  ),
  'GET /api/notifications/v1/deliveries': async (s) => {
    const { path, own } = await s.question();
    return { path: {}, query: `questionId=${path.id}`, own: own! };
  },
};
