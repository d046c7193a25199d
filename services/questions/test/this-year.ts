const year = new Date().getUTCFullYear();

/** A period with what is made now, whatever day it is in the time zone of who asks. */
export const thisYear = `from=${year - 1}-12-31&to=${year + 1}-01-01`;
