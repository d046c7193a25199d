import { createHash } from 'node:crypto';
import { Clock } from '@carrel/kernel';
import { Nats, RepeatedWarning } from '@carrel/messaging';
import { Identities, type ServiceIdentity } from '@carrel/web';
import { fromSeed, type KeyPair } from '@nats-io/nkeys';
import type { Msg } from '@nats-io/transport-node';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { FEED_CONFIG, type FeedConfig } from './config.js';
import { inboxOf } from './inboxes.js';
import { FeedReaders } from './persistence/feed-readers.js';

/** JetStream's requests as integrators make them: imported under this prefix into an account of their own. */
export const apiPrefix = 'FEED.API';

interface AuthorizationRequest {
  nats: {
    user_nkey: string;
    server_id: { id: string };
    connect_opts: { auth_token?: string; pass?: string };
    /** Only of a connection that is encrypted. */
    client_tls?: object;
  };
}

/**
 * Answers NATS when it asks who connects (its auth callout): a service account's access token with `events:read`
 * may take from its own place in its group's feed, acknowledge, and nothing else, until the token expires.
 */
@Injectable()
export class NatsAuthCallout implements OnApplicationBootstrap {
  private readonly log = new Logger(NatsAuthCallout.name);
  private readonly unnoted = new RepeatedWarning(this.log);
  private readonly issuer: KeyPair | undefined;
  private readonly encryptedOnly: boolean;

  constructor(
    private readonly nats: Nats,
    private readonly identities: Identities,
    private readonly readers: FeedReaders,
    private readonly clock: Clock,
    @Inject(FEED_CONFIG) config: FeedConfig,
  ) {
    this.encryptedOnly = config.natsUrl.startsWith('tls:');
    this.issuer = config.calloutSeed ? fromSeed(Buffer.from(config.calloutSeed)) : undefined;
  }

  onApplicationBootstrap(): void {
    const { issuer } = this;
    if (!issuer) return;
    void this.nats.open().then(
      (connection) =>
        connection.subscribe('$SYS.REQ.USER.AUTH', {
          queue: 'notifications',
          callback: (error, message) => {
            if (!error) void this.answer(issuer, message);
          },
        }),
      () => undefined,
    );
  }

  private async answer(issuer: KeyPair, message: Msg): Promise<void> {
    try {
      const { nats } = claimsOf<AuthorizationRequest>(message.string());
      const verdict = await this.verdict(issuer, nats);
      const response = { type: 'authorization_response', version: 2, ...verdict };
      message.respond(sign(issuer, { sub: nats.user_nkey, aud: nats.server_id.id, nats: response }));
    } catch (error) {
      // Unanswered, NATS refuses the connection by itself.
      this.log.warn(`a connection to NATS could not be judged: ${String(error)}`);
    }
  }

  private async verdict(issuer: KeyPair, nats: AuthorizationRequest['nats']): Promise<object> {
    if (this.encryptedOnly && !nats.client_tls) return { error: 'connect by TLS' };
    const { auth_token, pass } = nats.connect_opts;
    const identity = await this.identities.of(auth_token ?? pass ?? '');
    const mayRead = identity?.kind === 'service' && identity.scopes.has('events:read');
    if (!mayRead) return { error: 'not a good token of a service account with events:read' };
    void this.called(identity);
    return { jwt: sign(issuer, userClaims(identity, nats.user_nkey)) };
  }

  /** For those who manage it to see; who connects does not wait for it. */
  private async called({ accountId, owner }: ServiceIdentity): Promise<void> {
    try {
      await this.readers.called(accountId, owner.id, this.clock.now());
    } catch (error) {
      this.unnoted.warn(`when a reader of the feed called was not noted: ${String(error)}`);
    }
  }
}

function userClaims({ accountId, expiresAt }: ServiceIdentity, userKey: string): object {
  return {
    sub: userKey,
    aud: 'INTEGRATORS',
    name: accountId,
    exp: Math.floor(expiresAt.getTime() / 1000),
    nats: {
      type: 'user',
      version: 2,
      sub: { allow: inboxOf(accountId).accepted.map((prefix) => `${prefix}.>`) },
      pub: {
        allow: [
          `${apiPrefix}.CONSUMER.INFO.FEED.${accountId}`,
          `${apiPrefix}.CONSUMER.MSG.NEXT.FEED.${accountId}`,
          `$JS.ACK.FEED.${accountId}.>`,
        ],
      },
      subs: 50,
      data: -1,
      payload: 4096,
    },
  };
}

/** A JWT as NATS writes them: `ed25519-nkey`, the issuer's own key, its id the hash of the claims. */
function sign(issuer: KeyPair, claims: object): string {
  const whole = { iss: issuer.getPublicKey(), iat: Math.floor(Date.now() / 1000), ...claims };
  const jti = createHash('sha256').update(JSON.stringify(whole)).digest('base64url');
  const text = [
    { typ: 'JWT', alg: 'ed25519-nkey' },
    { ...whole, jti },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${Buffer.from(issuer.sign(Buffer.from(text))).toString('base64url')}`;
}

/** Not verified: only the server can publish on its own subject. */
function claimsOf<T>(jwt: string): T {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')) as T;
}
