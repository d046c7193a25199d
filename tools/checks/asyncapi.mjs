// Builds the AsyncAPI 3 document from the event registry, validates it and leaves it in docs/asyncapi.json.
// With --check nothing is written: a document that no longer fits the registry fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { DiagnosticSeverity, Parser } from '@asyncapi/parser';
import { envelopeSchema, eventNames, subjectOf } from '@carrel/contracts';

const { version } = JSON.parse(readFileSync('libs/contracts/package.json', 'utf8'));
const key = (name) => name.replaceAll(/[.-]/g, '_');

const document = {
  asyncapi: '3.0.0',
  info: {
    title: 'Carrel events',
    version,
    description:
      'What happened, in the past tense, as CloudEvents 1.0 in JSON on the JetStream stream EVENTS. ' +
      'No event carries a name, an address or free text: ask the owner for those.',
    license: { name: 'Apache-2.0' },
  },
  defaultContentType: 'application/json',
  servers: {
    nats: {
      host: 'localhost:8088',
      protocol: 'nats',
      title: 'Inside',
      description: "Between Carrel's own services; programs of others are not let in.",
    },
    feed: {
      host: '{host}',
      protocol: 'nats',
      title: 'The feed',
      description:
        'What programs of a library or a group read. GET /api/notifications/v1/feed names the host, the consumer and the ' +
        'prefixes of its API and inboxes; the user is the client id, the password an access token with events:read.',
      variables: {
        host: {
          default: 'localhost:8088',
          description:
            'as the operator opens it: npm start and compose have it at localhost:8088, others with TLS',
        },
      },
      security: [{ $ref: '#/components/securitySchemes/accessToken' }],
    },
  },
  channels: Object.fromEntries(
    eventNames.flatMap((name) => {
      const messages = { event: { $ref: `#/components/messages/${key(name)}` } };
      const server = (of) => [{ $ref: `#/servers/${of}` }];
      return [
        [key(name), { address: subjectOf(name), servers: server('nats'), messages }],
        [
          `feed_${key(name)}`,
          {
            address: `feed.{group}.${name}`,
            servers: server('feed'),
            parameters: { group: { description: 'the id of the group you act for' } },
            messages,
          },
        ],
      ];
    }),
  ),
  operations: Object.fromEntries(
    eventNames.flatMap((name) => [
      [`publish_${key(name)}`, { action: 'send', channel: { $ref: `#/channels/${key(name)}` } }],
      [
        `feed_${key(name)}`,
        {
          action: 'send',
          channel: { $ref: `#/channels/feed_${key(name)}` },
          summary: 'What the feed gives you, from your durable consumer, to be acknowledged.',
        },
      ],
    ]),
  ),
  components: {
    securitySchemes: {
      accessToken: {
        type: 'userPassword',
        description: 'client id, and an access token from POST /api/admin/v1/auth/token',
      },
    },
    messages: Object.fromEntries(
      eventNames.map((name) => [
        key(name),
        {
          name,
          contentType: 'application/cloudevents+json',
          payload: {
            schemaFormat: 'application/schema+json;version=draft-07',
            schema: JSON.parse(JSON.stringify(envelopeSchema(name))),
          },
        },
      ]),
    ),
  },
};

const text = `${JSON.stringify(document, null, 2)}\n`;
const faults = (await new Parser().validate(text)).filter((d) => d.severity === DiagnosticSeverity.Error);
for (const { path, message } of faults) console.error(`${path.join('/')}: ${message}`);
const file = 'docs/asyncapi.json';
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not what the registry says; run npm run asyncapi.`);
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
console.log(`${eventNames.length} events, ${faults.length} faults in the AsyncAPI document.`);
process.exit(faults.length > 0 ? 1 : 0);
