/** Settings that compose's production does not hand on, and why nobody misses them there. */
export const leftOutOfCompose: Record<string, string> = {
  DATABASE_URL: 'each service is given its own database and no other',
  DATABASE_DIRECT_URL: 'no pooler stands in between',
  HOST: 'the image says 0.0.0.0',
  PORT: 'the image says 8080',
  NATS_REPLICAS: 'there is one NATS server',
  VIEWPORT_PRIVATE: 'for tests and the demonstration',
  MAIL_SMTP_KEY: 'the mail server in front has the certificate; both are on one machine',
  MAIL_SMTP_CERT: 'as MAIL_SMTP_KEY',
  CARREL_SOURCE_LOADER: 'for tests, which run from sources',
};

/** The same for Kubernetes, where an overlay adds any variable that is no secret to the ConfigMap carrel. */
export const leftOutOfKubernetes: Record<string, string> = {
  DATABASE_URL: leftOutOfCompose['DATABASE_URL']!,
  DATABASE_DIRECT_URL: leftOutOfCompose['DATABASE_DIRECT_URL']!,
  HOST: leftOutOfCompose['HOST']!,
  PORT: leftOutOfCompose['PORT']!,
  VIEWPORT_PRIVATE: leftOutOfCompose['VIEWPORT_PRIVATE']!,
  CARREL_SOURCE_LOADER: leftOutOfCompose['CARREL_SOURCE_LOADER']!,
  CARREL_DEMO: 'refused in production; its default is false',
  ...Object.fromEntries(
    [
      ...['DNS_SERVERS', 'SMTP_TIMEOUT_SECONDS', 'MAIL_RETRY_SECONDS', 'MAIL_CONCURRENCY'],
      ...['SINGLE_SIGN_ON_PRIVATE', 'PASSKEY_RP_ID', 'PASSKEY_ORIGINS', 'MAIL_SENT_MAX_MB'],
      ...['MAIL_NOTICE_MINUTES', 'MAIL_SMTP_CONNECTIONS_EACH', 'MAIL_IMAP_DONE', 'MAIL_MAX_MB'],
      ...['MAIL_IN_FLIGHT_MB', 'MAIL_READ_SECONDS', 'MAIL_KEEP_DAYS', 'WEBHOOK_TIMEOUT_SECONDS'],
      ...['EQUAL_POSTS_SECONDS', 'STREAMS_PER_PERSON', 'STREAMS_PER_NETWORK'],
    ].map((name) => [name, 'its default fits production; an overlay may add it to the ConfigMap']),
  ),
};
