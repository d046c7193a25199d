import { v7 } from 'uuid';

/** A UUIDv7: ids sort by the time they were made, so that indexes grow at one end (RFC 9562). */
export const newId = (): string => v7();
