import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { aNats, staff, type TestNats, type TestService } from '@carrel/testing';
import { DataSource } from 'typeorm';
import { startSample } from './sample/start-sample.js';

const Real = Date;
const origin = performance.timeOrigin;

/** Sets this machine's clock by so many minutes, as of now. */
function setMachine(minutes: number): void {
  const ahead = minutes * 60_000;
  const now = () => Real.now() + ahead;
  Object.defineProperty(performance, 'timeOrigin', { value: origin + ahead, configurable: true });
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length ? args : [now()], newTarget) as object,
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  });
}

describe.each([
  ['ahead', 20],
  ['behind', -20],
])('A service on a machine whose clock is twenty minutes %s', (_, minutes) => {
  let nats: TestNats;
  let service: TestService;

  beforeAll(async () => {
    nats = await aNats();
    setMachine(minutes);
    service = await startSample(nats);
  });
  afterAll(async () => {
    setMachine(0);
    await service?.stop();
    await nats?.stop();
  });

  const databaseNow = async () => {
    const [{ now }] = await service.app.get(DataSource).query('SELECT clock_timestamp() AS now');
    return (now as Date).getTime();
  };
  /** Good for so many minutes by the clock of the database. */
  const goodFor = (left: number) =>
    staff({ institutionId: newId(), roles: ['librarian'], expiresIn: (left - minutes) * 60 });

  it('goes by the time of its database', async () => {
    const now = service.app.get(Clock).now().getTime();
    expect(Math.abs(now - (await databaseNow()))).toBeLessThan(5_000);
  });

  it('makes ids that sort by that time among those of other replicas', async () => {
    const madeAt = Number.parseInt(newId().replace('-', '').slice(0, 12), 16);
    expect(Math.abs(madeAt - (await databaseNow()))).toBeLessThan(5_000);
  });

  it('[promise 24] takes a token as long as it is good, and no longer', async () => {
    expect((await service.as(goodFor(10)).get('/v1/staff')).status).toBe(200);
    expect((await service.as(goodFor(-5)).get('/v1/staff')).status).toBe(401);
  });
});
