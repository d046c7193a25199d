/**
 * The features of each service, lowest level first: a feature imports features of lower levels only. What stands at the
 * root of a service (its module, main, events that concern more than one feature, migrations) imports any; no feature it.
 */
export const levels = {
  admin: [
    'shared',
    'keys registry',
    'credential mail-domain',
    'service-account setting',
    'account policy',
    'institution membership single-sign-on',
    'group sign-in',
    'directory me moving-in second-factor',
    'operator',
    'demonstration',
  ],
  chat: [
    'lines',
    'live notice session',
    'queue',
    'form monitor',
    'availability reading',
    'attachment notes page transcript transfer',
    'attending desk',
    'ban staff-stream',
    'request',
  ],
  notifications: ['feed mail', 'delivery', 'incoming mockup notice report webhook', 'address'],
  questions: [
    'ban patron unfiled',
    'question',
    'deadlines files privacy review statistics succession',
    'followup intake moving-in reading survey',
    'conversation correspondence desk own-questions presence',
  ],
  referrals: [
    'plan shared',
    'bar calendar email-partner expert',
    'cover referral',
    'duty',
    'rota statistics',
  ],
};

const rulesOf = (service) => {
  const root = `^services/${service}/src/`;
  const named = levels[service].map((level) => level.split(' '));
  const all = named.flat().join('|');
  return [
    ...named.flatMap((level, n) =>
      level.map((feature) => {
        const below = [feature, ...named.slice(0, n).flat()].join('|');
        return {
          name: `${service}: ${feature} stands on lower levels`,
          severity: 'error',
          comment: 'Move what both need to a lower level, or what needs both to a higher one.',
          from: { path: `${root}${feature}/` },
          to: { path: root, pathNot: `${root}(${below})/` },
        };
      }),
    ),
    {
      name: `${service}: every folder is a feature with a level`,
      severity: 'error',
      comment: 'Give the new feature its level in .dependency-cruiser.mjs.',
      from: { path: `${root}[^/]+/`, pathNot: `${root}(${all}|events|persistence)/` },
      to: {},
    },
  ];
};

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no circle of files',
      severity: 'error',
      comment: 'Types alone may go round in a circle; what is executed may not.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...Object.keys(levels).flatMap(rulesOf),
  ],
  options: {
    includeOnly: '^(services|libs)/[^/]+/src/',
    exclude: '\\.spec\\.ts$',
    doNotFollow: 'node_modules',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${import.meta.dirname}/tsconfig.json` },
    enhancedResolveOptions: { conditionNames: ['carrel-source', 'import'], exportsFields: ['exports'] },
  },
};
