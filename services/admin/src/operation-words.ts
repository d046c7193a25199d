// Made by npm run openapi from the comments above the handlers.

export const operationWords: Readonly<Record<string, string>> = {
  'AccountsController.colleagues':
    "Who works at the caller's library, by name: to whom a question can be assigned.",
  'AccountsController.create':
    'On demand and without limit; an invitation then lets its owner choose a password.',
  'AccountsController.giveGroupRoles': 'Replaces the roles one account holds in the group.',
  'AccountsController.history': "Changes of the account's roles, by whom and why, the newest first.",
  'AccountSecondFactorController.reset':
    'For an owner who has lost every factor: the owner is notified by mail, and all sign-ins of the account end.',
  'AuthController.forgotten':
    'Mails a link to whoever has an account under this address; the answer is the same when nobody has.',
  'AuthController.invite':
    'A one-time token for a new account or a forgotten password; it makes the one before invalid.',
  'AuthController.inviteByMail':
    "Mails the account's owner a link to choose a password with; which makes the one before invalid.",
  'AuthController.logout': 'Ends the sign-in the refresh token belongs to; says nothing about unknown ones.',
  'AuthController.redeemInvitation': 'Chooses a password with a one-time invitation.',
  'DirectoryController.republish': 'Republishes all state, for a service whose projection was lost.',
  'EntryController.callback':
    'Where the provider sends the browser; it goes on to `returnTo#sso_code=` or `#sso_error=`.',
  'EntryController.exchange': 'The one-time code for the tokens, within a minute and by whoever began.',
  'EntryController.logout': 'For providers alone: OpenID Connect Back-Channel Logout 1.0.',
  'EntryController.start':
    'Sends the browser to the provider, or answers with the address when `answer=url`.',
  'GroupsController.begin':
    "By the operator, while nobody administers the cooperative: the account's library becomes a member, and the account its administrator, who lets the others in.",
  'GroupsController.chooseProxy': 'The one library that does all follow-up for the group, or none.',
  'GroupsController.create':
    'By the operator; a cooperative also by a library whose profile is Active, which then belongs to it and runs it.',
  'GroupsController.delete':
    'Its members leave with it. A subscription group goes only once no library belongs to it.',
  'InstitutionsController.activateProfile':
    "By the operator or an administrator of the library's group, where the group has not left it to the checklist.",
  'KeysController.published': 'The public keys of access tokens (RFC 7517).',
  'KeysController.rotate': 'Lets the next key sign; the one before stays good for what it has signed.',
  'MailDomainsController.add':
    'The answer says which TXT record to publish; one that is there already is answered as it stands.',
  'MailDomainsController.remove': 'Removes the domain: no mail uses it as sender any more.',
  'MailDomainsController.verify':
    'Looks the record up now: 409 while it is not there or DNS does not answer.',
  'MembershipsController.move':
    "One step: by the group's administrators, the library's, or either; by the operator where the group has none.",
  'MembershipsController.moveSeveral': 'The same step for many members; each has its own result.',
  'MembershipsController.own':
    "Where the caller's own library stands with every group it asked, awaiting or approved.",
  'MembershipsController.request': "The caller's library asks to join.",
  'MyCannedAnswersController.change': 'Also under a new name.',
  'MyScriptsController.change': 'Also under a new name.',
  'MySettingsController.history': 'Every change, the newest first: what it became, who changed it and when.',
  'MySignInsController.end':
    "Ends one of the caller's sign-ins in every service within seconds; ending it again changes nothing.",
  'MySignInsController.list': 'Where the caller is signed in, the last used first.',
  'PasswordPageController.choose':
    'What the page sends: token, password and the same `again`. What does not fit comes back with the page.',
  'PasswordPageController.form': 'The token of the link comes after its `#`, so that no log contains it.',
  'PolicyPageController.history': 'Every change, newest first; the values of secret fields stay out.',
  'PolicyPageController.link':
    'A link that opens View Policy Page in a browser, once, as the caller may see it now.',
  'PolicyPageController.read':
    "For the library's own staff, and while it is viewable for those who serve its patrons.",
  'PolicyPageController.reads': "Who looked at the library's secret fields, newest first.",
  'PolicyPageController.secret': 'A secret field in the clear; who looked at it is noted.',
  'PolicyPageController.submit':
    'Asks for the primary chat queue; the library is notified by mail when it is set up.',
  'PolicyPageController.view': 'View Policy Page: what was saved, as readers see it.',
  'PolicyPageController.write': 'One field for itself, in one language.',
  'PolicyPagesController.forms':
    "The addresses for links on the library's own pages, once it may place them.",
  'PolicyPagesController.list':
    "The viewable policy pages of a group's libraries, by name; with `search`, those that say so.",
  'SecondFactorController.beginTotp':
    'A new secret for an authenticator app; it counts once a first code is confirmed.',
  'SecondFactorController.passkeyOptions':
    'What `navigator.credentials.create` wants under `publicKey` (parseCreationOptionsFromJSON).',
  'SecondFactorController.recoveryCodes':
    'Ten new ones, shown this once; those from before are worthless then.',
  'ServiceAccountsController.createForGroup': "As for a library; `events:read` gives the group's feed.",
  'ServiceAccountsController.createForInstitution':
    'Credentials for a program that acts for the library. The secret is shown once.',
  'ServiceAccountsController.revoke': 'For good; tokens given out before are refused within seconds.',
  'ServiceAccountsController.rotate':
    'A new secret; the present one is good for another day unless it leaked.',
  'SettingDefinitionsController.list':
    'Every setting there is: its level, its schema and its default, so that a client draws its form from them.',
  'SingleSignOnController.allowPasswords':
    'Takes `only` back; for the operator too, when the provider lets nobody in any more.',
  'SingleSignOnController.removeOfInstitution':
    'Removes the provider: passwords work again, and sign-ins made at it end.',
  'SingleSignOnController.saveOfGroup':
    "A provider that the group's libraries may choose, and the roles in the group that it gives.",
  'SingleSignOnController.saveOfInstitution':
    'Asks the provider for its description first: 422 when it gives none, or one of another issuer.',
  'TokenController.token':
    'The client id and secret as HTTP Basic credentials, or as fields of the body; a form or JSON.',
  'VerificationController.anonymousOptions': 'The same for somebody who has not said who it is.',
  'VerificationController.passkeyOptions':
    'What `navigator.credentials.get` wants under `publicKey`, for the passkeys of the account.',
  'VerificationController.signIn': 'Signs in by a passkey alone, which verifies the person itself.',
  'VerificationController.verify':
    'Goes on after a 401 `second-factor-required`: a code of the app, a recovery code or a passkey.',
};
