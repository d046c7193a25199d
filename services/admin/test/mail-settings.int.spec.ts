import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { aDnsServer, type DnsServer, type TestClient } from '@carrel/testing';
import { Requests } from '@carrel/messaging';
import { libraries } from '../src/demonstration/data.js';
import { MailDomainsService } from '../src/mail-domain/mail-domains.service.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const aspen = libraries.find(({ key }) => key === 'aspen')!.id;
const setting = (key: string) => `/v1/institutions/${aspen}/settings/${key}`;
const domains = `/v1/institutions/${aspen}/mail-domains`;

let dns: DnsServer;
let admin: RunningAdmin;
let boss: TestClient;
beforeAll(async () => {
  dns = await aDnsServer();
  admin = await aRunningAdmin({ env: { DNS_SERVERS: dns.address } });
  boss = await admin.as('admin@aspen.example');
});
afterAll(async () => {
  await admin?.stop();
  await dns?.stop();
});

describe('The domains of a library', () => {
  it('are fifty at most, also when they are added at once', async () => {
    const other = libraries.find(({ key }) => key === 'elm')!.id;
    await admin.service.db.query(
      `INSERT INTO mail_domains (institution_id, domain, token, added_by, added_at)
       SELECT $1, n || '.elm.example', 't', $1, now() FROM generate_series(1, 45) n`,
      [other],
    );
    const elm = await admin.as('admin@elm.example');
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, n) =>
        elm.post(`/v1/institutions/${other}/mail-domains`, { domain: `more-${n}.elm.example` }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect([statuses.filter((s) => s === 201).length, statuses.filter((s) => s === 409).length]).toEqual([
      5, 10,
    ]);
    expect((await elm.get(`/v1/institutions/${other}/mail-domains`)).body.items).toHaveLength(50);
  });
});

describe('The address that patrons see', () => {
  const sender = { enabled: true, displayName: 'Ask Aspen', address: 'ask@aspen.example' };
  const effective = () =>
    admin.service.app.get(Requests).ask(requests.outgoingAddress, { institutionId: aspen });

  it('[R135][A19] is custom only on a domain whose DNS says so, and only as long as it does', async () => {
    const early = await boss.put(setting('outgoing-address'), sender);
    expect([early.status, early.body.code]).toEqual([422, 'domain-not-verified']);
    expect((await boss.put(setting('outgoing-address'), { ...sender, address: null })).status).toBe(200);
    expect(await effective()).toEqual({ enabled: true, displayName: 'Ask Aspen', address: null });

    const added = await boss.post(domains, { domain: 'ASPEN.example' });
    expect([added.status, added.body.verifiedAt]).toEqual([201, null]);
    const { record } = added.body;
    expect(record).toMatchObject({ type: 'TXT', name: '_carrel.aspen.example' });
    expect((await boss.post(domains, { domain: 'aspen.example' })).body.record).toEqual(record);
    const key = { 'idempotency-key': 'once' };
    const missing = await boss.post(`${domains}/aspen.example/verify`, undefined, key);
    expect((await boss.get(domains)).body.items).toMatchObject([{ checkedAt: expect.any(String) }]);
    expect([missing.status, missing.body.code, missing.body.facts]).toEqual([
      409,
      'record-not-found',
      { record },
    ]);
    dns.texts.set(record.name, ['v=spf1 -all', record.value.slice(0, -1)]);
    expect((await boss.post(`${domains}/aspen.example/verify`)).status).toBe(409);
    dns.texts.set(record.name, ['v=spf1 -all', record.value]);
    expect((await boss.post(`${domains}/aspen.example/verify`)).body.verifiedAt).toEqual(expect.any(String));
    expect((await boss.put(setting('outgoing-address'), sender)).status).toBe(200);
    expect(await effective()).toEqual({
      enabled: true,
      displayName: 'Ask Aspen',
      address: 'ask@aspen.example',
    });

    const again = async () => {
      await admin.service.db.query(`UPDATE mail_domains SET checked_at = checked_at - interval '25 hours'`);
      await admin.service.app.get(MailDomainsService).checkAgain();
      return (await effective()).address;
    };
    dns.silent = true;
    expect((await boss.post(`${domains}/aspen.example/verify`)).body.code).toBe('dns-silent');
    expect(await again()).toBe('ask@aspen.example');
    dns.silent = false;
    dns.texts.clear();
    expect(await again()).toBeNull();
  });

  it("[R135] is nobody else's: another library's domain proves nothing here", async () => {
    const birch = await admin.as('admin@birch.example');
    expect((await birch.get(domains)).status).toBe(403);
    const { body } = await boss.get(domains);
    expect(body.items).toEqual([expect.objectContaining({ domain: 'aspen.example', verifiedAt: null })]);
    expect((await boss.delete(`${domains}/aspen.example`)).status).toBe(204);
    expect((await boss.delete(`${domains}/aspen.example`)).status).toBe(404);
    expect((await boss.post(domains, { domain: 'not a domain' })).status).toBe(422);
  });
});

describe('Mail settings', () => {
  it('[R130] take more than one address as one text separated by semicolons', async () => {
    const written = { enabled: false, addresses: 'desk@aspen.example; staff-list@aspen.example' };
    const put = await boss.put(setting('email-notification'), written);
    const value = { enabled: false, addresses: ['desk@aspen.example', 'staff-list@aspen.example'] };
    expect([put.status, put.body]).toEqual([200, value]);
    const ask = admin.service.app.get(Requests);
    expect(await ask.ask(requests.namedAddresses, { institutionId: aspen })).toEqual({
      addresses: value.addresses,
    });
    expect(await ask.ask(requests.notificationAddresses, { institutionId: aspen })).toEqual({
      enabled: false,
      addresses: [],
    });
  });

  it('[R132] name an unknown token of a custom message by field', async () => {
    const message = { type: 'answer', language: 'en', use: 'custom', greeting: 'Hi {{ patron }}', text: '' };
    const put = (text: string) => boss.put(setting('custom-messages'), { messages: [{ ...message, text }] });
    expect((await put('About {{number}}')).status).toBe(200);
    const { status, body } = await put('About {{ title }}');
    expect([status, body.errors]).toEqual([
      422,
      [
        {
          path: 'messages.0.text',
          code: 'wrong-value',
          message: expect.stringContaining('no token {{title}}'),
        },
      ],
    ]);
  });
});
