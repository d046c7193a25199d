import { nothing, saying, type Make } from './make.js';
import { yearOfCedar } from './questions.js';

const services = ['admin', 'chat', 'questions', 'referrals', 'notifications'];

/** What every service offers its operator, and the reports of referrals. */
export const operation: Record<string, Make> = {
  ...Object.fromEntries(
    services.flatMap((service) => [
      [`GET /api/${service}/v1/dead-letters`, nothing],
      [`POST /api/${service}/v1/dead-letters/requeue`, saying(nothing, () => ({}))],
    ]),
  ),
  'GET /api/referrals/v1/statistics/referrals': yearOfCedar,
  'GET /api/referrals/v1/statistics/referrals.csv': yearOfCedar,
  'GET /api/referrals/v1/statistics/referrals/rows': yearOfCedar,
  'GET /api/referrals/v1/statistics/duties': yearOfCedar,
  'GET /api/referrals/v1/statistics/duties.csv': yearOfCedar,
  'GET /api/referrals/v1/statistics/duties/checks': yearOfCedar,
};
