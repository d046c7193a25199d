// Made by npm run openapi from the comments above the handlers.

export const operationWords: Readonly<Record<string, string>> = {
  'BarsController.bar':
    'Bars a library of the group from referrals. It stays on every list of partners, greyed, with the reason.',
  'BarsController.lift': 'Lets the library receive referrals again; the bar stays in the history.',
  'BarsController.list':
    'Libraries that the group has barred from referrals, the newest first; with `lifted=true` the whole history.',
  'ChainsController.get':
    'The chain of a question: every hop with its reason, outcome and time to answer, for each library in it.',
  'CoversController.ask':
    'Asks for cover of a duty. The library on duty cannot: others are asked, rung by rung. A coordinator may ask for it.',
  'CoversController.list': "Lists requests for cover in the caller's groups.",
  'CoversController.read': 'Reads one request for cover.',
  'CoversController.take': 'Takes a duty over. Once: the others get 409 with the name of the first.',
  'CoversController.withdraw': 'Withdraws a request for cover that nobody has taken.',
  'DutiesController.check':
    'A librarian of the library on duty has looked at Shared Followup: twice a block.',
  'DutiesController.handOn':
    'A coordinator or administrator of the group gives the duty to another library at once; both get mail. An open request for cover is taken by it.',
  'DutiesController.list': "The library's own duties, the earliest first; with a group, everybody's there.",
  'DutiesController.read': 'Reads one duty with its check-points.',
  'EmailPartnersController.keep': 'Adds an e-mail partner. The same address again gets the new name.',
  'EmailPartnersController.list': "Lists the library's e-mail partners.",
  'EmailPartnersController.remove': 'Removes an e-mail partner; what was mailed to it stays.',
  'ExpertsController.describe': 'Changes what is said of an expert.',
  'ExpertsController.get': 'Reads one expert.',
  'ExpertsController.list': "Lists the experts that the caller's library may ask.",
  'ExpertsController.register': 'Adds an expert: an account, more than one, or an address outside.',
  'ExpertsController.retire': 'Removes an expert. No longer offered; earlier referrals to it stay open.',
  'FeedsController.list': "The caller's links that still work.",
  'FeedsController.make':
    "A link for a calendar program: the library's duties as iCalendar (R141, RFC 5545).",
  'FeedsController.read':
    "Answers a library's duties as iCalendar. For calendar programs, which cannot sign in: the link itself is the credential.",
  'FeedsController.revoke': 'Revokes the link.',
  'PartnersController.details':
    'What there is to know of a library before a question is referred there, and how it has done so far.',
  'PartnersController.list':
    'The "Refer to" list of a question: who may be referred to, and for one who may not, why.',
  'ReferralsController.get': 'Reads one referral.',
  'ReferralsController.list': 'Lists referrals in or out, or those of one question.',
  'ReferralsController.make':
    'Refers a question to a library, an expert, an e-mail partner or Shared Followup.',
  'ReferralsController.return': 'Gives a referred question back to its sender, with a reason.',
  'ReferralsController.withdraw': 'Takes a referral back as its sender.',
  'RotasController.onDuty':
    'Who is on duty at a moment, and why; to whom a question on some subjects is offered first.',
  'RotasController.publish': 'Publishes a version, by a coordinator or administrator of the group.',
  'RotasController.read': 'The last version that was published; an empty one before the first.',
  'RotasController.version': 'Reads one version of a rota.',
  'RotasController.versions': 'Every version, the newest first.',
  'StatisticsController.checkRows': 'The checks behind a number, newest first.',
  'StatisticsController.duties':
    "Checks of Shared Followup by the libraries on duty: of one library in all its groups, or of a group's rota.",
  'StatisticsController.dutiesFile': 'The lines of such a report as a file.',
  'StatisticsController.referralRows': 'The referrals behind a number, newest first.',
  'StatisticsController.referrals':
    'Referrals that a library or the libraries of a group made or received in a period: outcomes and time to the answer.',
  'StatisticsController.referralsFile': 'The lines of such a report as a file.',
};
