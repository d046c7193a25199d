import {
  aNats,
  bearer,
  listen,
  startService,
  type Events,
  type TestClient,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import type { Clock } from '@carrel/kernel';
import { AdminModule } from '../src/admin.module.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';

export const password = 'carrel-demo';

/** The service with the demonstration's libraries and people, whom tests sign in as. */
export interface RunningAdmin {
  readonly service: TestService;
  readonly nats: TestNats;
  readonly events: Events;
  /** Signs in as `<local>@<place>.example`; once, later calls go on with the same sign-in. */
  as(address: string): Promise<TestClient>;
  login(email: string, secret?: string): ReturnType<TestClient['post']>;
  stop(): Promise<void>;
}

export async function aRunningAdmin(
  options: { clock?: Clock; env?: Record<string, string>; other?: RunningAdmin } = {},
): Promise<RunningAdmin> {
  const { other } = options;
  const nats = other?.nats ?? (await aNats());
  const events = other?.events ?? (await listen(nats));
  const service = await startService({
    name: 'admin',
    module: AdminModule,
    dataSource: dataSourceOptions,
    nats,
    env: { CARREL_DEMO: 'true', ...options.env },
    ...(options.clock ? { clock: options.clock } : {}),
    ...(other ? { database: other.service.database } : {}),
  });
  const signedIn = new Map<string, Promise<TestClient>>();
  const login = (email: string, secret = password) =>
    service.http.post('/v1/auth/login', { email, password: secret });
  const signIn = async (email: string): Promise<TestClient> => {
    const { status, body } = await login(email);
    if (status !== 200) throw new Error(`${email} cannot sign in: ${JSON.stringify(body)}`);
    return service.as(bearer(body.accessToken));
  };
  return {
    service,
    nats,
    events,
    login,
    as: (email) => {
      if (!signedIn.has(email)) signedIn.set(email, signIn(email));
      return signedIn.get(email)!;
    },
    stop: async () => {
      await service.stop();
      if (other) return;
      await events.stop();
      await nats.stop();
    },
  };
}
