import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestClient } from '@carrel/testing';
import { libraries } from '../src/demonstration/data.js';
import { ViewportCheck } from '../src/setting/viewport-check.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const path = `/v1/institutions/${libraries.find(({ key }) => key === 'aspen')!.id}/settings/viewport`;

describe("The library's viewport", () => {
  let admin: RunningAdmin;
  let iris: TestClient;
  let server: Server;
  let origin: string;
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer(({ url = '' }, answer) => {
      asked.push(url);
      if (url === '/deny') answer.setHeader('x-frame-options', 'DENY');
      if (url === '/self') answer.setHeader('content-security-policy', "frame-ancestors 'self'");
      if (url === '/moved') answer.writeHead(302, { location: '/deny' });
      if (url === '/circle') answer.writeHead(302, { location: '/circle' });
      if (url === '/gone') answer.writeHead(404);
      answer.end('<p>Welcome</p>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    admin = await aRunningAdmin({ env: { VIEWPORT_PRIVATE: 'true' } });
    iris = await admin.as('admin@aspen.example');
  });
  afterAll(async () => {
    delete process.env['VIEWPORT_PRIVATE'];
    server?.close();
    await admin?.stop();
  });

  it('[R126] is kept when its page may be shown beside a chat, and can be taken away', async () => {
    const url = `${origin}/start`;
    expect((await iris.put(path, { url })).body).toEqual({ url, warnings: [] });
    expect((await iris.get(path)).body).toEqual({ url });
    expect((await iris.put(path, { url: null })).body).toEqual({ url: null, warnings: [] });
    expect((await iris.put(path, { url: 'javascript:alert(1)' })).status).toBe(422);
  });

  it.each(['/deny', '/self', '/moved'])(
    '[R13] is refused when its page is frame-busting: %s',
    async (page) => {
      const refused = await iris.put(path, { url: origin + page });
      expect([refused.status, refused.body.code]).toEqual([422, 'viewport-not-frameable']);
      expect((await iris.get(path)).body.url).not.toBe(origin + page);
    },
  );

  it.each(['/gone', '/circle'])(
    '[R13] is kept with a warning when its page cannot be asked: %s',
    async (page) => {
      const kept = await iris.put(path, { url: origin + page });
      expect([kept.status, kept.body.warnings[0].code]).toEqual([200, 'viewport-not-checked']);
      expect((await iris.get(path)).body).toEqual({ url: origin + page });
    },
  );

  it('[R126] never makes Carrel look around in its own network, whatever the name', async () => {
    const config = { privateViewports: false, publicUrl: 'https://ask.example' } as never;
    const check = new ViewportCheck(config);
    const before = asked.length;
    const port = new URL(origin).port;
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '[::ffff:127.0.0.1]', '2130706433'])
      expect([host, await check.of(`http://${host}:${port}/deny`)]).toEqual([
        host,
        [expect.objectContaining({ code: 'viewport-not-checked' })],
      ]);
    for (const far of ['http://169.254.169.254/latest', 'http://10.0.0.1/', 'http://192.168.1.1/'])
      expect((await check.of(far))[0]!.code).toBe('viewport-not-checked');
    expect(asked.length).toBe(before);
    // Seen to reach it where that is allowed.
    await expect(
      new ViewportCheck({ ...(config as object), privateViewports: true } as never).of(`${origin}/deny`),
    ).rejects.toThrow(/X-Frame-Options/);
  });

  it('is asked for nobody who may not change it', async () => {
    const before = asked.length;
    const robin = await admin.as('librarian@aspen.example');
    expect((await robin.put(path, { url: `${origin}/start` })).status).toBe(403);
    const other = await admin.as('admin@birch.example');
    expect((await other.put(path, { url: `${origin}/start` })).status).toBe(403);
    expect(asked.length).toBe(before);
  });
});
