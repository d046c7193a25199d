import { Client, type Staff } from '../tools/src/journey/client.js';

/** Who tries every operation; the columns of the permission matrix, in this order. */
export const actors = [
  'anon', // nobody signed in
  'own', // the patron whose session and question it is
  'other', // a patron with a good token for something else
  'lib', // a librarian of Cedar, the patron's library
  'rev', // a reviewer of Cedar
  'far', // a librarian of Elm: another group, in no cooperative
  'coop', // a librarian of Dogwood: another group, same cooperative, nothing to do with the question
  'iadm', // Cedar's institution admin
  'oadm', // Dogwood's institution admin
  'gadm', // Evergreen's group admin, of Aspen; Cedar is in Evergreen
  'cadm', // the admin of the 24/7 cooperative, of Aspen
  'oper', // the operator
] as const;
export type Actor = (typeof actors)[number];

const staff = {
  lib: 'librarian@cedar.example',
  rev: 'reviewer@cedar.example',
  far: 'librarian@elm.example',
  coop: 'librarian@dogwood.example',
  iadm: 'admin@cedar.example',
  oadm: 'admin@dogwood.example',
  gadm: 'admin@evergreen.example',
  cadm: 'admin@cooperative.example',
  oper: 'operator@carrel.example',
} as const;

/** Everyone of the staff columns, signed in. */
export async function signIn(origin: string): Promise<Record<keyof typeof staff, Staff>> {
  const anyone = new Client(origin);
  const entries = await Promise.all(
    Object.entries(staff).map(async ([name, email]) => [name, await anyone.signIn(email)] as const),
  );
  return Object.fromEntries(entries) as Record<keyof typeof staff, Staff>;
}
