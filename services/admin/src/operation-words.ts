// Made by npm run openapi from the comments above the handlers.

export const operationWords: Readonly<Record<string, string>> = {
  'AccountsController.change': "Changes an account's name, address and roles.",
  'AccountsController.colleagues':
    "Who works at the caller's library, by name: to whom a question can be assigned.",
  'AccountsController.create':
    'Makes an account. On demand and without limit; an invitation then lets its owner choose a password.',
  'AccountsController.deactivate': 'Keeps an account from signing in; its sign-ins end within seconds.',
  'AccountsController.giveGroupRoles': 'Replaces the roles one account holds in the group.',
  'AccountsController.history': "Changes of the account's roles, by whom and why, the newest first.",
  'AccountsController.list': 'Lists accounts of a library, or all of them for the operator.',
  'AccountsController.reactivate': 'Lets a deactivated account sign in again.',
  'AccountsController.read': 'Reads one account.',
  'AccountSecondFactorController.read':
    'Reads which second factors an account has, and what changed of them.',
  'AccountSecondFactorController.reset':
    'For an owner who has lost every factor: the owner is notified by mail, and all sign-ins of the account end.',
  'AuthController.changePassword': "Changes the caller's password; other sign-ins end.",
  'AuthController.forgotten':
    'Mails a link to whoever has an account under this address; the answer is the same when nobody has.',
  'AuthController.invite':
    'A one-time token for a new account or a forgotten password; it makes the one before invalid.',
  'AuthController.inviteByMail':
    "Mails the account's owner a link to choose a password with; which makes the one before invalid.",
  'AuthController.login':
    'Signs in by e-mail address and password; 403 `second-factor-required` where a second one is needed.',
  'AuthController.logout': 'Ends the sign-in the refresh token belongs to; says nothing about unknown ones.',
  'AuthController.redeemInvitation': 'Chooses a password with a one-time invitation.',
  'AuthController.refresh':
    'Gets a new pair of tokens for a refresh token, which is good once; a second use ends the sign-in.',
  'DirectoryController.republish': 'Republishes all state, for a service whose projection was lost.',
  'EntryController.callback':
    'Takes the browser back from the provider. Where the provider sends the browser; it goes on to `returnTo#sso_code=` or `#sso_error=`.',
  'EntryController.exchange':
    'Exchanges the code of a single sign-on for tokens. The one-time code for the tokens, within a minute and by whoever began.',
  'EntryController.logout':
    'Ends the sign-ins that a provider says are over. For providers alone: OpenID Connect Back-Channel Logout 1.0.',
  'EntryController.start':
    'Sends the browser to the provider, or answers with the address when `answer=url`.',
  'GroupCannedAnswersController.add': 'Adds a shared canned answer.',
  'GroupCannedAnswersController.change': 'Changes a shared canned answer, its name too.',
  'GroupCannedAnswersController.list': 'Lists the shared canned answers.',
  'GroupCannedAnswersController.remove': 'Deletes a shared canned answer.',
  'GroupsController.begin':
    "By the operator, while nobody administers the cooperative: the account's library becomes a member, and the account its administrator, who lets the others in.",
  'GroupsController.change': "Changes a group's name and contact.",
  'GroupsController.chooseProxy': 'The one library that does all follow-up for the group, or none.',
  'GroupsController.create':
    'By the operator; a cooperative also by a library whose profile is Active, which then belongs to it and runs it.',
  'GroupsController.delete':
    'Its members leave with it. A subscription group goes only once no library belongs to it.',
  'GroupsController.read': 'Reads one group.',
  'GroupsController.search': 'Searches groups by any part of their name.',
  'GroupScriptsController.add': 'Adds a shared script.',
  'GroupScriptsController.change': 'Changes a shared script, its name too.',
  'GroupScriptsController.list': 'Lists the shared scripts.',
  'GroupScriptsController.remove': 'Deletes a shared script.',
  'GroupSettingsController.history':
    'Every change, the newest first: what it became, who changed it and when.',
  'GroupSettingsController.list': 'Lists the settings with their values.',
  'GroupSettingsController.read': 'Reads a setting, whichever it is.',
  'GroupSettingsController.write': 'Sets a setting, whichever it is; the whole value is replaced.',
  'InstitutionCannedAnswersController.add': 'Adds a shared canned answer.',
  'InstitutionCannedAnswersController.change': 'Changes a shared canned answer, its name too.',
  'InstitutionCannedAnswersController.list': 'Lists the shared canned answers.',
  'InstitutionCannedAnswersController.remove': 'Deletes a shared canned answer.',
  'InstitutionsController.activateProfile':
    "By the operator or an administrator of the library's group, where the group has not left it to the checklist.",
  'InstitutionsController.changeProfile': "Changes a library's profile.",
  'InstitutionsController.close':
    'Closes a library for good; what is waiting or open goes to the successor, if one is named.',
  'InstitutionsController.markCooperativeMember':
    'Sets the mark of cooperative membership that some groups ask for.',
  'InstitutionsController.read': 'Reads what everybody signed in may know of a library.',
  'InstitutionsController.readProfile':
    "Reads a library's profile with the checklist of what it still lacks.",
  'InstitutionsController.receiveReferrals':
    'Sets whether a library takes referrals, and which one takes them instead.',
  'InstitutionsController.register': 'Registers a library in a subscription group; its profile is New.',
  'InstitutionsController.rejectProfile': 'Sends a submitted profile back to the library.',
  'InstitutionsController.search': 'Searches libraries by any part of their name.',
  'InstitutionsController.submitProfile':
    "Submits a library's profile to its group, or activates it where the group needs no approval.",
  'InstitutionScriptsController.add': 'Adds a shared script.',
  'InstitutionScriptsController.change': 'Changes a shared script, its name too.',
  'InstitutionScriptsController.list': 'Lists the shared scripts.',
  'InstitutionScriptsController.remove': 'Deletes a shared script.',
  'InstitutionSettingsController.history':
    'Every change, the newest first: what it became, who changed it and when.',
  'InstitutionSettingsController.list': 'Lists the settings with their values.',
  'InstitutionSettingsController.read': 'Reads a setting, whichever it is.',
  'InstitutionSettingsController.write': 'Sets a setting, whichever it is; the whole value is replaced.',
  'KeysController.published':
    'Lists the keys that tokens are verified with. The public keys of access tokens (RFC 7517).',
  'KeysController.rotate': 'Lets the next key sign; the one before stays good for what it has signed.',
  'MailDomainsController.add':
    'The answer says which TXT record to publish; one that is there already is answered as it stands.',
  'MailDomainsController.list':
    'Lists the domains a library may send mail from, and whether their DNS records were found.',
  'MailDomainsController.remove': 'Removes the domain: no mail uses it as sender any more.',
  'MailDomainsController.verify':
    'Looks the record up now: 409 while it is not there or DNS does not answer.',
  'MeController.read': "Reads the caller's own account with its library, groups and what it may do.",
  'MembershipsController.list': 'Lists the libraries of a group, and those that ask to join.',
  'MembershipsController.move':
    "Approves, rejects, blocks or ends a membership. One step: by the group's administrators, the library's, or either; by the operator where the group has none.",
  'MembershipsController.moveSeveral':
    'Approves, rejects, blocks or ends many memberships at once. The same step for many members; each has its own result.',
  'MembershipsController.own':
    "Where the caller's own library stands with every group it asked, awaiting or approved.",
  'MembershipsController.read': 'Reads one membership.',
  'MembershipsController.request': "The caller's library asks to join.",
  'MyCannedAnswersController.add': "Adds a canned answer of one's own.",
  'MyCannedAnswersController.change': "Changes a canned answer of one's own, its name too.",
  'MyCannedAnswersController.list': "Lists the caller's own canned answers.",
  'MyCannedAnswersController.remove': "Deletes a canned answer of one's own.",
  'MyScriptsController.add': "Adds a script of one's own.",
  'MyScriptsController.change': "Changes a script of one's own, its name too.",
  'MyScriptsController.list': "Lists the caller's own scripts.",
  'MyScriptsController.remove': "Deletes a script of one's own.",
  'MySettingsController.history': 'Every change, the newest first: what it became, who changed it and when.',
  'MySettingsController.list': "Lists the caller's own settings with their values.",
  'MySettingsController.read': "Reads one of the caller's settings, whichever it is.",
  'MySettingsController.write':
    "Sets one of the caller's settings, whichever it is; the whole value is replaced.",
  'MySignInsController.end':
    "Ends one of the caller's sign-ins in every service within seconds; ending it again changes nothing.",
  'MySignInsController.list': 'Where the caller is signed in, the last used first.',
  'PasswordPageController.choose':
    'Chooses a password on that page. What the page sends: token, password and the same `again`. What does not fit comes back with the page.',
  'PasswordPageController.form':
    "Answers the page on which a mailed link's owner chooses a password. The token of the link comes after its `#`, so that no log contains it.",
  'PolicyPageController.history': 'Every change, newest first; the values of secret fields stay out.',
  'PolicyPageController.link':
    'A link that opens View Policy Page in a browser, once, as the caller may see it now.',
  'PolicyPageController.read':
    "For the library's own staff, and while it is viewable for those who serve its patrons.",
  'PolicyPageController.reads': "Who looked at the library's secret fields, newest first.",
  'PolicyPageController.secret': 'A secret field in the clear; who looked at it is noted.',
  'PolicyPageController.submit':
    'Asks for the primary chat queue; the library is notified by mail when it is set up.',
  'PolicyPageController.turn': "Shows a library's policy page to librarians elsewhere, or hides it.",
  'PolicyPageController.view': 'View Policy Page: what was saved, as readers see it.',
  'PolicyPageController.write': 'One field for itself, in one language.',
  'PolicyPagesController.forms':
    "The addresses for links on the library's own pages, once it may place them.",
  'PolicyPagesController.list':
    "The viewable policy pages of a group's libraries, by name; with `search`, those that say so.",
  'SecondFactorController.addPasskey': 'Adds a passkey, from what the browser made with the options.',
  'SecondFactorController.beginTotp':
    'Begins to add an authenticator app. A new secret for an authenticator app; it counts once a first code is confirmed.',
  'SecondFactorController.confirmTotp':
    'Confirms the authenticator app by a first code; the answer has the recovery codes.',
  'SecondFactorController.passkeyOptions':
    'What `navigator.credentials.create` wants under `publicKey` (parseCreationOptionsFromJSON).',
  'SecondFactorController.read': 'Reads which second factors the caller has, and whether one is required.',
  'SecondFactorController.recoveryCodes':
    'Ten new ones, shown this once; those from before are worthless then.',
  'SecondFactorController.removePasskey': 'Removes a passkey.',
  'SecondFactorController.removeTotp': 'Removes the authenticator app.',
  'ServiceAccountsController.createForGroup':
    "Makes a service account of a group. As for a library; `events:read` gives the group's feed.",
  'ServiceAccountsController.createForInstitution':
    'Credentials for a program that acts for the library. The secret is shown once.',
  'ServiceAccountsController.ofGroup': "Lists a group's service accounts.",
  'ServiceAccountsController.ofInstitution': "Lists a library's service accounts.",
  'ServiceAccountsController.revoke':
    'Revokes a service account. For good; tokens given out before are refused within seconds.',
  'ServiceAccountsController.rotate':
    "Replaces a service account's secret. A new secret; the present one is good for another day unless it leaked.",
  'SettingDefinitionsController.list':
    'Every setting there is: its level, its schema and its default, so that a client draws its form from them.',
  'SingleSignOnController.allowPasswords':
    'Takes `only` back; for the operator too, when the provider lets nobody in any more.',
  'SingleSignOnController.ofGroup': "Reads a group's provider of identities.",
  'SingleSignOnController.ofInstitution': "Reads a library's own provider of identities.",
  'SingleSignOnController.removeOfGroup': "Removes a group's provider of identities.",
  'SingleSignOnController.removeOfInstitution':
    'Removes the provider: passwords work again, and sign-ins made at it end.',
  'SingleSignOnController.saveOfGroup':
    "A provider that the group's libraries may choose, and the roles in the group that it gives.",
  'SingleSignOnController.saveOfInstitution':
    'Asks the provider for its description first: 422 when it gives none, or one of another issuer.',
  'TokenController.token':
    'Issues an access token to a service account (OAuth 2.0, client credentials). The client id and secret as HTTP Basic credentials, or as fields of the body; a form or JSON.',
  'VerificationController.anonymousOptions': 'The same for somebody who has not said who it is.',
  'VerificationController.passkeyOptions':
    'What `navigator.credentials.get` wants under `publicKey`, for the passkeys of the account.',
  'VerificationController.signIn': 'Signs in by a passkey alone, which verifies the person itself.',
  'VerificationController.verify':
    'Goes on after a 401 `second-factor-required`: a code of the app, a recovery code or a passkey.',
};
