import type { OpenAPIObject } from '@nestjs/swagger';
import pluralize from 'pluralize';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof methods)[number];

/** What a path and a method do not say by themselves. */
const exceptions: Readonly<Record<string, string>> = {
  'put /api/admin/v1/groups/{id}/roles/{accountId}': 'setRolesInGroup',
  'post /api/admin/v1/institutions/{id}/single-sign-on/allow-passwords': 'allowPasswordsAtInstitution',
  'get /api/admin/v1/me/settings/{key}/history': 'getHistoryOfMySetting',
  'post /api/admin/v1/me/second-factor/totp': 'beginMyTotp',
  'post /api/admin/v1/me/second-factor/totp/confirm': 'confirmMyTotp',
  'delete /api/admin/v1/me/second-factor/totp': 'deleteMyTotp',
  'post /api/admin/v1/me/second-factor/passkeys/options': 'getPasskeyOptionsOfMine',
  'post /api/admin/v1/me/second-factor/passkeys': 'addMyPasskey',
  'delete /api/admin/v1/me/second-factor/passkeys/{passkeyId}': 'deleteMyPasskey',
  'post /api/admin/v1/me/second-factor/recovery-codes': 'replaceMyRecoveryCodes',
  'post /api/chat/v1/sessions/{id}/pages': 'sendPageToSession',
  'post /api/chat/v1/queues/{id}/room': 'writeInRoomOfQueue',
  'delete /api/chat/v1/sessions/{id}': 'abandonSession',
  'post /api/questions/v1/questions/bulk/close': 'closeQuestions',
  'post /api/questions/v1/questions/bulk/assign': 'assignQuestions',
  'get /api/questions/v1/questions.csv': 'downloadQuestions',
  'get /api/questions/v1/statistics': 'getStatistics',
  'get /api/questions/v1/statistics/questions.csv': 'downloadQuestionsOfStatistics',
  'post /api/questions/v1/surveys/{token}': 'answerSurvey',
  'get /api/referrals/v1/duty-feeds/{token}/duties.ics': 'getCalendarOfDutyFeed',
  'get /api/notifications/v1/deliveries/unsettled': 'listUnsettledDeliveries',
  'get /api/notifications/v1/institutions/{id}/acknowledgement-page.html':
    'getAcknowledgementPageOfInstitutionInHtml',
  'get /api/admin/.well-known/jwks.json': 'getSigningKeys',
  'post /api/admin/v1/auth/token': 'issueServiceToken',
  'post /api/admin/v1/auth/login': 'signIn',
  'post /api/admin/v1/auth/refresh': 'refreshSignIn',
  'post /api/admin/v1/auth/logout': 'signOut',
  'post /api/admin/v1/auth/password': 'choosePassword',
  'get /api/admin/v1/auth/password/form': 'getPasswordForm',
  'post /api/admin/v1/auth/password/form': 'sendPasswordForm',
  'post /api/admin/v1/auth/password-resets': 'requestPasswordReset',
  'post /api/admin/v1/auth/second-factor': 'verifySecondFactor',
  'post /api/admin/v1/auth/second-factor/passkey-options': 'getPasskeyOptionsOfSecondFactor',
  'post /api/admin/v1/auth/passkeys': 'signInWithPasskey',
  'post /api/admin/v1/auth/passkeys/options': 'getPasskeyOptionsOfSignIn',
  'get /api/admin/v1/auth/single-sign-on/start': 'startSingleSignOn',
  'get /api/admin/v1/auth/single-sign-on/{providerId}/callback': 'returnFromSingleSignOn',
  'post /api/admin/v1/auth/single-sign-on/exchange': 'exchangeSingleSignOnCode',
  'post /api/admin/v1/auth/single-sign-on/{providerId}/logout': 'signOutByProvider',
  'post /api/admin/v1/accounts/{id}/invitations/mail': 'mailInvitationOfAccount',
  'post /api/admin/v1/groups/{id}/memberships/moves': 'moveMembershipsOfGroup',
  'post /api/admin/v1/memberships/{id}/{move}': 'moveMembership',
  'post /api/chat/v1/sessions/{id}/typing': 'showTypingInSession',
  'post /api/chat/v1/sessions/{id}/read': 'markSessionRead',
  'post /api/questions/v1/questions/{id}/done': 'markQuestionDone',
};

/** Last parts of paths that are what is done to the part before. */
const isVerb = (word: string): boolean =>
  !pluralize.isPlural(word) &&
  !/-|^(password|page|form|contact|coding|offer|room|warning|closing|mail|test)$/.test(word);

/** `GET /api/chat/v1/queues/{id}/hours` is `listHoursOfQueue`: a verb, and what it is done to. */
function nameOf(method: Method, path: string): string {
  const known = exceptions[`${method} ${path}`];
  if (known) return known;
  const parts = path
    .split('/')
    .slice(3)
    .filter((part) => part !== 'v1');
  const own = parts[0] === 'me' && parts.length > 1;
  if (own) parts.shift();
  const named = parts.map((part, n) => ({ part, one: isParameter(parts[n + 1]) }));
  const nouns = named.filter(({ part }) => !isParameter(part));
  const last = nouns.at(-1)!;
  const endsInOne = isParameter(parts.at(-1));
  const rest = nouns.slice(0, -1);
  const of = (those: typeof nouns) =>
    those
      .map(({ part, one }) => `Of${word(part, one)}`)
      .reverse()
      .join('');
  if (method === 'post' && !endsInOne && rest.length && isVerb(last.part)) {
    const [target, ...others] = [...rest].reverse() as [(typeof nouns)[number], ...typeof nouns];
    return `${camel(last.part)}${word(target.part, target.one)}${of(others.reverse())}`;
  }
  const subject = `${own ? 'My' : ''}${word(last.part, endsInOne || method === 'post')}${of(rest)}`;
  return `${verbOf(method, last.part, endsInOne)}${subject}`;
}

function verbOf(method: Method, last: string, one: boolean): string {
  if (method === 'get') return !one && pluralize.isPlural(last.split('.')[0]!) ? 'list' : 'get';
  if (method === 'post') return pluralize.isPlural(last) ? 'create' : 'send';
  if (method === 'delete') return 'delete';
  return one ? 'change' : 'set';
}

const isParameter = (part: string | undefined): boolean => part?.startsWith('{') ?? false;

function word(part: string, one: boolean): string {
  const whole = camel(part);
  const text = one ? pluralize.singular(whole) : whole;
  return text[0]!.toUpperCase() + text.slice(1);
}

const camel = (text: string): string =>
  text.replace(/[-.](\w)/g, (_, letter: string) => letter.toUpperCase());

/** Gives every operation the name that generated clients and documentation show. @throws Error for one name twice */
export function nameOperations(document: OpenAPIObject): void {
  const seen = new Map<string, string>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (!operation) continue;
      const name = nameOf(method, path);
      const where = `${method} ${path}`;
      if (seen.has(name))
        throw new Error(`${name} is ${seen.get(name)} and ${where}: name one in openapi-names.ts`);
      seen.set(name, where);
      operation.operationId = name;
    }
  }
}
