import { ImportRuns, type Importer } from '@carrel/web';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OldAccountsImporter, OldInstitutionsImporter } from '../src/moving-in/old-registry.importers.js';
import { aRunningAdmin, type RunningAdmin } from './a-running-admin.js';

const evergreen = '019a0000-0000-7000-8001-000000000001';
let admin: RunningAdmin;
let made = 0;

async function moveIn(
  kind: 'libraries' | 'accounts',
  rows: readonly (readonly [outsideId: string, row: object])[],
) {
  const { app } = admin.service;
  const importer: Importer = app.get(kind === 'libraries' ? OldInstitutionsImporter : OldAccountsImporter);
  const sent = rows.map(([outsideId, row], n) => ({ line: n + 2, at: n + 1, outsideId, row }));
  const file = {
    kind,
    source: 'old-desk',
    fileName: `${kind}.csv`,
    fingerprint: `file ${++made}`,
    bytes: rows.length,
  };
  const run = await app.get(ImportRuns).begin(file);
  const outcome = await app.get(ImportRuns).take(run, 0, sent, importer);
  await app.get(ImportRuns).finish(run);
  return outcome;
}
const idOf = async (kind: string, outsideId: string) =>
  (await admin.service.app.get(ImportRuns).links(kind, 'old-desk', '')).find(
    (link) => link.outsideId === outsideId,
  )?.id;
const library = (name: string, more: object = {}) => ({
  name,
  timeZone: 'America/Denver',
  subscriptionGroupId: evergreen,
  ...more,
});

beforeAll(async () => {
  admin = await aRunningAdmin();
});
afterAll(() => admin?.stop());

describe('Libraries and accounts of another system', () => {
  it('become libraries by the rules of whoever registers one by hand, each refused one for itself', async () => {
    const { counts, remarks } = await moveIn('libraries', [
      ['H', library('Holly Town Library')],
      ['H2', library('holly town library')],
      ['Z', library('Zone Library', { timeZone: 'Denver/Mars' })],
      ['I', library('Ivy County Library')],
    ]);
    expect(counts).toMatchObject({ rows: 4, added: 2, refused: 2 });
    expect(remarks.map(({ line, code }) => [line, code])).toEqual([
      [3, 'name-taken'],
      [4, expect.any(String)],
    ]);
    const operator = await admin.as('operator@carrel.example');
    const { body } = await operator.get(`/v1/institutions/${await idOf('libraries', 'H')}`);
    expect(body).toMatchObject({ name: 'Holly Town Library', profileStatus: 'new' });
    await admin.events.next('institution.registered.v1', (event) => event.data.name === 'Ivy County Library');
  });

  it('are linked to what is here, and added no second time', async () => {
    const cedar = '019a0000-0000-7000-8002-000000000003';
    const linked = await moveIn('libraries', [['C', library('Cedar Law Library', { id: cedar })]]);
    expect(linked.counts).toMatchObject({ linked: 1, added: 0 });
    const person = {
      institutionId: cedar,
      email: 'Librarian@cedar.example',
      name: 'Lee',
      roles: ['librarian'],
    };
    const fresh = {
      institutionId: cedar,
      email: 'new@cedar.example',
      name: 'New',
      roles: ['librarian'],
      trained: true,
    };
    const first = await moveIn('accounts', [
      ['lee', person],
      ['new', fresh],
    ]);
    expect(first.counts).toMatchObject({ linked: 1, added: 1 });
    expect((await moveIn('accounts', [['new', fresh]])).counts).toMatchObject({ added: 0, unchanged: 1 });
    const { body } = await (
      await admin.as('admin@cedar.example')
    ).get(`/v1/accounts/${await idOf('accounts', 'new')}`);
    expect(body).toMatchObject({ name: 'New', trained: true, roles: ['librarian'] });
  });

  it('refuse an address that somebody of another library has, and roles there are none of', async () => {
    const holly = (await idOf('libraries', 'H'))!;
    const { counts, remarks } = await moveIn('accounts', [
      ['taken', { institutionId: holly, email: 'librarian@birch.example', name: 'B', roles: ['librarian'] }],
      ['role', { institutionId: holly, email: 'r@holly.example', name: 'R', roles: ['emperor'] }],
    ]);
    expect(counts).toMatchObject({ refused: 2, added: 0 });
    expect(remarks).toMatchObject([{ code: 'email-taken' }, { field: 'roles', code: 'not-allowed-value' }]);
  });
});
