/** Where services take the time from; rules are handed it as an argument. */
export class Clock {
  now(): Date {
    return new Date();
  }
}
