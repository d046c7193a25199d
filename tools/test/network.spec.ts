import { describe, expect, it } from '@jest/globals';
import { built, textOf, type Manifest } from './manifests/build.js';
import { isAllowed, type Endpoint } from './manifests/network.js';

/** TCP ports something listens on, and 53 by UDP. */
const ports = [
  25, 53, 80, 143, 443, 465, 587, 993, 1025, 1080, 2525, 4222, 4318, 5432, 6222, 6443, 8000, 8080, 8222, 9187,
];

const pod = (
  name: string,
  labels: Record<string, string>,
  namespace = 'carrel',
  role?: string,
): Endpoint => ({
  name,
  namespace,
  namespaceLabels: { 'kubernetes.io/metadata.name': namespace, ...(role && { 'carrel.dev/role': role }) },
  labels,
  address: '10.1.0.1',
});

/** Whoever is around: the cluster's own pods, and addresses outside of it. */
const others: Endpoint[] = [
  pod('edge', {}, 'gateway', 'edge'),
  pod('monitoring', {}, 'observability', 'monitoring'),
  pod('names', { 'k8s-app': 'kube-dns' }, 'kube-system'),
  pod('another app', { app: 'shop' }, 'shop'),
  { name: 'internet', address: '198.51.100.7' },
  { name: 'private address', address: '10.20.30.40' },
  { name: 'cloud metadata', address: '169.254.169.254' },
];

/** What CloudNativePG makes, with the labels it gives: a Job's pods have the operator's own alone. */
const operated: Endpoint[] = [
  pod('database operator', {}, 'cnpg-system'),
  pod('postgres', {
    'cnpg.io/cluster': 'carrel-postgres',
    'cnpg.io/instanceName': 'carrel-postgres-1',
    'app.kubernetes.io/name': 'postgres',
    'app.kubernetes.io/component': 'platform',
  }),
  pod('postgres job', { 'cnpg.io/cluster': 'carrel-postgres', 'cnpg.io/jobRole': 'join' }),
];

/** One pod for each workload; the five migrations are alike and bear no name. */
function endpointsOf(manifests: Manifest[]): Endpoint[] {
  const own = manifests
    .filter(({ spec }) => spec?.template)
    .map(({ spec }) => spec.template.metadata.labels as Record<string, string>)
    .map((labels) => pod(labels['app.kubernetes.io/name'] ?? 'migration', labels));
  return [...new Map(own.map((each) => [each.name, each])).values()];
}

/** Who may connect to whom, as rows of the guide's table: those who may do the same to the same stand in one row. */
function allowed(manifests: Manifest[], endpoints: Endpoint[]): string[] {
  const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
  const rows = new Map<string, string[]>();
  for (const from of endpoints) {
    for (const to of endpoints) {
      // Nothing begins at the cloud's metadata; what matters is who may ask it.
      if (from.name === 'cloud metadata' || ![from, to].some(({ namespace }) => namespace === 'carrel'))
        continue;
      const open = ports.filter((port) =>
        isAllowed(policies, { from, to, protocol: port === 53 ? 'UDP' : 'TCP', port }),
      );
      const row = `| ${to.name} | ${open.join(', ')} |`;
      if (open.length) rows.set(row, [...(rows.get(row) ?? []), from.name]);
    }
  }
  return [...rows].map(([row, from]) => `| ${from.sort().join(', ')} ${row}`).sort();
}

/** The table below a heading of the guide, without its padding. */
const tableBelow = (heading: string): string[] =>
  textOf('docs/operators/kubernetes.md')
    .split(`## ${heading}\n`)[1]!
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => /^\| /.test(line))
    .slice(2)
    .map((line) => line.replaceAll(/ +/g, ' '))
    .sort();

describe('[promise 28] The network', () => {
  const everybody = (manifests: Manifest[], ...more: Endpoint[]) => [
    ...endpointsOf(manifests),
    ...more,
    ...others,
  ];

  it('lets through what the guide’s table says in production, and nothing else', async () => {
    const manifests = await built('overlays/production');
    expect(allowed(manifests, everybody(manifests, ...operated))).toEqual(tableBelow('Who may talk to whom'));
  });

  it('lets through the same in a trial, and mail into its mailbox alone', async () => {
    const manifests = await built('overlays/trial');
    const rows = allowed(manifests, everybody(manifests));
    expect(rows.filter((row) => row.includes('mailbox'))).toEqual(
      expect.arrayContaining(['| notifications | mailbox | 1025 |']),
    );
    expect(rows.some((row) => /private address|cloud metadata|another app/.test(row))).toBe(false);
    expect(rows.filter((row) => row.startsWith('| internet'))).toEqual([]);
  });

  it('is judged as Kubernetes judges it: no policy lets everything through, one that selects denies the rest', () => {
    const [to, from] = [pod('a', { app: 'a' }), pod('b', { app: 'b' })];
    const connection = { from, to, protocol: 'TCP' as const, port: 80 };
    const policy = (spec: object) =>
      ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { namespace: 'carrel' },
        spec,
      }) as Manifest;
    const denying = policy({ podSelector: {}, policyTypes: ['Ingress'] });
    const opening = policy({
      podSelector: { matchLabels: { app: 'a' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['b'] }] } }],
          ports: [{ port: 80 }],
        },
      ],
    });
    expect(isAllowed([], connection)).toBe(true);
    expect(isAllowed([denying], connection)).toBe(false);
    expect(isAllowed([denying, opening], connection)).toBe(true);
    expect(isAllowed([denying, opening], { ...connection, port: 81 })).toBe(false);
    expect(isAllowed([denying, opening], { ...connection, from: to })).toBe(false);
  });
});
