export { AllowedActionDto } from './allowed-action.js';
export { verifyAccessToken } from './access-tokens.js';
export { DatabaseClock } from './database-clock.js';
export { ApiProblems, ProblemDto } from './api-problems.js';
export { ApiStream, StreamCloseDto, StreamPingDto, StreamRenewDto } from './api-stream.js';
export {
  CannotBeDone,
  ConfigError,
  databaseUrl,
  readConfig,
  serviceConfig,
  UsageError,
  type Environment,
  type ServiceConfig,
  dnsServers,
} from './config.js';
export { ALLOWED_ORIGINS, type AllowedOrigins } from './cors.js';
export { createService, type CreateOptions, type ServiceDefinition } from './create-service.js';
export type { DataSourceFor } from './database.js';
export { doctorCodes, type DoctorCode, type Finding, type Look } from './doctor/codes.js';
export { mailDnsFindings } from './doctor/mail-dns.js';
export { publicUrlFindings } from './doctor/public-url.js';
export { NamedDto } from './named.js';
export { etagOf, versionIn } from './etag.js';
export { download, takenFile, uploaded } from './files.js';
export { EventStream, type StreamEvent } from './event-stream.js';
export { isPublicAddress, NotOutside, OutsideAddresses } from './outside-addresses.js';
export { lookOutside, type Looked } from './outside-look.js';
export { FileBodyParsers, type FileBodies } from './file-bodies.js';
export {
  ACCOUNT_STANDING,
  ENDED_SIGN_INS,
  Identities,
  SERVICE_ACCOUNT_STANDING,
  type AccountStanding,
  type EndedSignIns,
  type ServiceAccountStanding,
} from './identities.js';
export { ApiCsvFile, csvFile, csvFileOfPages } from './csv-files.js';
export { HtmlPages, sendPage, TakesForms } from './html-pages.js';
export {
  Caller,
  callerOf,
  type Anonymous,
  type Identity,
  type PatronIdentity,
  type ServiceIdentity,
  type StaffIdentity,
  type Standing,
} from './identity.js';
export { EqualAreOne, OwnIdempotency } from './idempotency.js';
export { SerialByKey } from './serial-by-key.js';
export { Frequent } from './request-log.js';
export { KeyedHashes } from './keyed-hashes.js';
export { ACCESS_TOKEN_KEYS, keysOf, type AccessTokenKeys } from './key-set.js';
export { impatient, migrateDatabase } from './migrating.js';
export { webMigrations } from './migrations.js';
export { addressOfCaller, networkOf, networkOfCaller } from './network.js';
export { documentOf } from './openapi.js';
export { DocumentsEach, type EachValue } from './openapi-each.js';
export { ApiPage, cursorOf, PageQuery, pageOf, readCursor, type CursorKey, type Page } from './paging.js';
export { PageLinkDto, PageLinks, PageLinksModule } from './page-links.js';
export { PathId, pathId } from './path-id.js';
export { ChallengeNeeded, Challenges, type Challenged } from './challenges.js';
export { PatronMarks, type KnownBy } from './patron-marks.js';
export { hashToken, newPatronToken } from './patron-tokens.js';
export { OwnCredentials, PatronOrStaff, Public, Services, ServicesOnly, Staff } from './permissions.js';
export { Problem, problemDocument, type FieldError, type ProblemDocument } from './problem.js';
export { spoken } from './problem-words.js';
export { problemOf } from './problem.filter.js';
export { RateLimit, type RateLimitRule } from './rate-limit.js';
export { runService } from './service.js';
export { rolesIn, streamHolderOf, type StreamHolder } from './stream-holder.js';
export { openStream } from './streams.js';
export { Seal } from './seal.js';
export { secret, secretsOf, secretVariables } from './secret.js';
export { serviceTokenAudience, serviceTokenType } from './service-tokens.js';
export { SERVICE_CONFIG, type WebOptions } from './tokens.js';
export { IsLanguageTag, languageOf, wantedIn } from './wanted-languages.js';
export { WebModule } from './web.module.js';
export { checked, invalid, notPlain, refuseUnfit } from './validation.js';
export { AtMost, fits, HasFields, IsInstant, IsLine, IsPlainText, IsWords } from './words.js';
export { importRows } from './imports/import-command.js';
export { ImportsModule } from './imports/imports.module.js';
export { ImportRuns, type Importer, type NewRow, type RowFault, type Taken } from './imports/import-runs.js';
export { importTables } from './imports/import-tables.js';
export { rebuild } from './rebuilds/rebuild-command.js';
export { rebuildTables } from './rebuilds/rebuild-tables.js';
export { Rebuilds, type Rebuilder } from './rebuilds/rebuilds.js';
export { RebuildsModule } from './rebuilds/rebuilds.module.js';
export { IsWebAddress, MailAddress } from './addresses.js';
