import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, Transactions } from '@carrel/messaging';
import { aNats, startService, type TestNats, type TestService } from '@carrel/testing';
import { DataSource } from 'typeorm';
import { NotificationsModule } from '../src/notifications.module.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { RecipientLimits } from '../src/delivery/persistence/recipient-limits.repository.js';
import { Suppressions } from '../src/delivery/persistence/suppressions.repository.js';

const [first, second] = ['the secret that was there from the start', 'the secret that has come in its place'];

describe('When CARREL_SECRET was replaced', () => {
  let nats: TestNats;
  let service: TestService;
  beforeAll(async () => {
    nats = await aNats();
    service = await startService({
      name: 'notifications',
      module: NotificationsModule,
      dataSource: dataSourceOptions,
      nats,
    });
  });
  afterAll(async () => {
    await service?.stop();
    await nats?.stop();
  });
  const within: Transactions['run'] = (work) => service.app.get(Transactions).run(work);
  const db = () => service.app.get(DataSource);

  it('[promise 16] an address that is written to no more stays so, as long as the old secret is named', async () => {
    const address = `${newId()}@patron.example`;
    const knowing = (...secrets: [string, ...string[]]) => new Suppressions(db(), { secrets });
    await within((tx) => knowing(first).add(tx, address));
    const known = (list: Suppressions) => within((tx) => list.has(tx, address));
    expect(await known(knowing(second, first))).toBe(true);
    expect(await known(knowing(second))).toBe(false);
    expect([...(await knowing(second, first).since([address])).keys()]).toEqual([address]);
    await within((tx) => knowing(second, first).remove(tx, address));
    expect(await known(knowing(first))).toBe(false);
  });

  it('[promise 20] a stranger is sent no further three confirmations that day', async () => {
    const address = `${newId()}@patron.example`;
    const now = new Date();
    const takes = (...secrets: [string, ...string[]]) =>
      within((tx) => new RecipientLimits(db(), { secrets }).take(tx, address, 'confirmation', now));
    for (let n = 0; n < 3; n += 1) expect(await takes(first)).toBe(true);
    expect(await takes(second, first)).toBe(false);
  });
});
