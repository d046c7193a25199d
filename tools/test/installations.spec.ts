import { afterEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { nameOf, type Manifest } from './manifests/build.js';
import { InstallationCopy } from './manifests/installation.js';

const postgres = ['postgres-operator', 'postgres-trial', 'postgres-outside'];
const edges = ['gateway-api', 'ingress'];
const additions = ['autoscaling', 'monitoring', 'mail-door', 'mail-fetch', 'feed-door', 'mailbox'];

/** Each database with each edge, each addition alone, and all of them. */
const combinations: string[][] = [
  ...postgres.flatMap((database) => edges.map((edge) => [database, edge])),
  ...additions.map((addition) => ['postgres-outside', 'ingress', addition]),
  ['postgres-operator', 'gateway-api', ...additions],
  ['nats-single', 'postgres-trial', 'ingress', ...additions],
];

describe('An installation of one’s own', () => {
  const copies: InstallationCopy[] = [];
  const copy = () => {
    const made = new InstallationCopy();
    copies.push(made);
    return made;
  };
  afterEach(() => copies.splice(0).forEach((each) => each.remove()));

  const config = (manifests: Manifest[], key: string) =>
    manifests.find(({ kind, data }) => kind === 'ConfigMap' && data?.[key] !== undefined)?.data;

  it('has every name that its settings give, and none of the examples', async () => {
    const own = copy().replace('overlays/production', 'carrel.example', 'library.test');
    const manifests = await own.built();
    expect(JSON.stringify(manifests)).not.toMatch(/carrel\.example|\.invalid/);
    const { configMapGenerator } = parse(own.read('overlays/production/settings/kustomization.yaml'));
    const given = configMapGenerator.find(({ name }: { name: string }) => name === 'carrel').literals;
    expect(given.length).toBeGreaterThanOrEqual(5);
    for (const literal of given as string[]) {
      const [name, value] = [literal.slice(0, literal.indexOf('=')), literal.slice(literal.indexOf('=') + 1)];
      expect([name, config(manifests, 'NATS_URL')?.[name]]).toEqual([name, value]);
    }
  });

  it.each(combinations.map((names) => [names.join(' + '), names]))('can be made of %s', async (_, names) => {
    const own = copy()
      .replace('overlays/production', 'carrel.example', 'library.test')
      .components('nats', ...names, 'databases', 'migrations', 'settings', 'versions');
    const manifests = await own.built();
    const text = JSON.stringify(manifests);
    expect(text).not.toMatch(/carrel\.example|\.invalid/);
    expect(config(manifests, 'NATS_URL')).toMatchObject({ PUBLIC_URL: 'https://library.test' });
    expect(config(manifests, 'NATS_URL')).toMatchObject({
      NATS_REPLICAS: names.includes('nats-single') ? '1' : '3',
    });
    const twice = manifests.map(nameOf).filter((name, at, all) => all.indexOf(name) !== at);
    expect(twice).toEqual([]);
    for (const reference of references(manifests)) expect(manifests.map(nameOf)).toContain(reference);
  });

  it.each([
    ['without nats', ['postgres-outside', 'feed-door']],
    ['before nats', ['postgres-outside', 'feed-door', 'nats']],
  ])('is refused with feed-door %s, and the message names the missing part', async (_, names) => {
    const own = copy().components(...names, 'databases', 'migrations', 'settings', 'versions');
    await expect(own.built()).rejects.toThrow(/feed-door.*carrel-nats.*does not exist/s);
  });

  it('[promise 26] is upgraded without changing a Job that has run, whatever changes with the version', async () => {
    const now = await copy().built();
    const changes: [string, (own: InstallationCopy) => InstallationCopy][] = [
      [
        'a setting',
        (own) =>
          own.replace('overlays/production/settings', 'https://carrel.example', 'https://other.example'),
      ],
      ['the version', (own) => own.replace('overlays/production/settings', 'carrel=0.1.0', 'carrel=0.2.0')],
      ['PostgreSQL', (own) => own.replace('overlays/production/settings', 'postgres=18.1', 'postgres=18.2')],
      [
        'the SQL of a version',
        (own) =>
          own
            .replace('components/databases/databases.sql', 'May be repeated.', 'May be said again.')
            .replace('overlays/production/settings', 'carrel=0.1.0', 'carrel=0.2.0'),
      ],
    ];
    for (const [what, change] of changes) {
      const next = await change(copy()).built();
      expect([what, changedInPlace(now, next)]).toEqual([what, []]);
      const jobs = (manifests: Manifest[]) => manifests.filter(({ kind }) => kind === 'Job').map(nameOf);
      if (what === 'the version') expect(jobs(next).filter((job) => jobs(now).includes(job))).toEqual([]);
    }
  });

  it('[promise 26] is upgraded by a first step that has all its Jobs need and nothing that serves', async () => {
    const manifests = await copy().built();
    const first = manifests.filter(({ metadata }) => metadata.labels?.['carrel.dev/step'] === 'database');
    const kinds = new Set(first.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['ConfigMap', 'Job', 'NetworkPolicy']);
    expect(first.filter(({ kind }) => kind === 'Job')).toHaveLength(6);
    for (const reference of references(first)) expect(first.map(nameOf)).toContain(reference);
    const versions = first.filter(({ kind }) => kind === 'Job').map(({ metadata }) => metadata.labels);
    for (const labels of versions) expect(labels['app.kubernetes.io/version']).toBe('0.1.0');
  });
});

/** What pods mount or read, other than Secrets, which are made apart. */
function references(manifests: Manifest[]): string[] {
  return manifests
    .flatMap(({ spec }) => (spec?.template?.spec ? [spec.template.spec] : []))
    .flatMap((pod) => [
      ...(pod.volumes ?? []).map(({ configMap }: { configMap?: { name: string } }) => configMap?.name),
      ...pod.containers.flatMap(({ envFrom = [] }: { envFrom?: { configMapRef?: { name: string } }[] }) =>
        envFrom.map(({ configMapRef }) => configMapRef?.name),
      ),
    ])
    .filter(Boolean)
    .map((name) => `ConfigMap ${name}`);
}

/** Objects of one name whose parts that Kubernetes lets nobody change differ. */
function changedInPlace(before: Manifest[], after: Manifest[]): string[] {
  const fixed = ({ kind, spec }: Manifest) => {
    if (kind === 'Job') return spec.template;
    if (kind === 'Deployment') return spec.selector;
    if (kind === 'StatefulSet') return [spec.selector, spec.serviceName, spec.volumeClaimTemplates];
    return undefined;
  };
  return after
    .filter((each) => {
      const old = before.find((other) => nameOf(other) === nameOf(each));
      return old && JSON.stringify(fixed(old)) !== JSON.stringify(fixed(each));
    })
    .map(nameOf);
}
