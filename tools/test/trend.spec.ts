import { describe, expect, it } from '@jest/globals';
import { trendOf } from '../src/resilience/trend.js';

const minutes = (count: number, value: (minute: number) => number) =>
  Array.from({ length: count }, (_, minute) => ({ minute, value: value(minute) }));

describe('What is measured each minute of a long run', () => {
  it('is said to grow when its second half rises by more than is allowed', () => {
    const trend = trendOf(
      minutes(120, (minute) => 100 + minute / 2 + (minute % 3)),
      10,
    );
    expect(trend?.perHour).toBeCloseTo(30, 0);
    expect(trend?.grows).toBe(true);
    expect(
      trendOf(
        minutes(120, (minute) => 100 + minute / 2),
        40,
      )?.grows,
    ).toBe(false);
  });

  it('is flat when it rose while the system warmed up and stands since', () => {
    expect(
      trendOf(
        minutes(120, (minute) => Math.min(minute, 50)),
        1,
      ),
    ).toMatchObject({ grows: false, perHour: 0 });
  });

  it('is flat when it only goes up and down', () => {
    const restless = minutes(120, (minute) => 100 + 40 * Math.sin(minute * 2));
    expect(trendOf(restless, 1)?.grows).toBe(false);
  });

  it('is judged by what is left after collections where memory is concerned', () => {
    const sawtooth = (leak: number) => minutes(120, (minute) => 60 + leak * minute + 30 * ((minute % 5) / 5));
    expect(trendOf(sawtooth(0), 4, { floors: true })?.grows).toBe(false);
    expect(trendOf(sawtooth(0.2), 4, { floors: true })?.grows).toBe(true);
  });

  it('is not judged by a handful of minutes', () => {
    expect(
      trendOf(
        minutes(4, (minute) => minute),
        0,
      ),
    ).toBeUndefined();
  });
});
