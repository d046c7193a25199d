// node --import shifted-clock.js: a process whose clock is wrong by CLOCK_SHIFT_MS. Timers do not change, as they do not where a
// machine's clock is wrong: they count what passes.
const shift = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const RealDate = Date;
const now = () => RealDate.now() + shift;

Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + shift });
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length ? args : [now()], newTarget) as object,
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
});
