import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { services } from '../src/index.js';
import { afterLameDuckMs } from '../src/nats-cluster.js';
import { built, documents, nameOf, textOf, yamlOf, type Manifest } from './manifests/build.js';
import { misspell } from './manifests/misspell.js';
import { settingsRead } from './manifests/settings.js';
import { faultsOf } from './manifests/strictly.js';

const overlays = ['trial', 'production'] as const;

describe('The manifests for Kubernetes', () => {
  let of: Record<(typeof overlays)[number], Manifest[]>;
  beforeAll(async () => {
    of = { trial: await built('overlays/trial'), production: await built('overlays/production') };
  });
  const all = () => overlays.flatMap((overlay) => of[overlay]);
  const ofKind = (kind: string, manifests = all()) => manifests.filter((each) => each.kind === kind);
  const workloads = () => all().filter(({ spec }) => spec?.template);
  const pod = ({ spec }: Manifest) => spec.template.spec;
  const isService = ({ metadata }: Manifest) =>
    metadata.labels?.['app.kubernetes.io/component'] === 'service';

  it('[promise 28] are strictly valid, and so is the example of a recovery', async () => {
    const recovery = documents(textOf('k8s/components/postgres-operator/recovery.example.yaml'));
    const outside = documents(textOf('k8s/components/postgres-outside/service.yaml'));
    expect(await faultsOf([...all(), ...recovery, ...outside])).toEqual([]);
  });

  it('[promise 28] are refused for one misspelt field, whatever the kind', async () => {
    const kinds = [...new Map(all().map((each) => [each.kind, each])).values()];
    const misspelt = kinds.map((manifest) => misspell(manifest));
    const faults = await faultsOf(misspelt);
    const passed = misspelt.filter((each) => !faults.some((fault) => fault.startsWith(`${nameOf(each)}: `)));
    expect(passed.map(nameOf)).toEqual([]);
    expect(kinds.length).toBeGreaterThanOrEqual(15);
  });

  it('[promise 28] let no container be root, write to its root or keep a capability', () => {
    for (const each of workloads()) {
      expect([nameOf(each), pod(each).securityContext]).toEqual([
        nameOf(each),
        expect.objectContaining({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
      ]);
      expect([nameOf(each), pod(each).automountServiceAccountToken]).toEqual([nameOf(each), false]);
      for (const container of pod(each).containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources.limits.memory).toBeDefined();
        expect(container.resources.requests).toEqual({ cpu: expect.anything(), memory: expect.anything() });
      }
    }
  });

  it('[promise 28] probe everything that stays, spread it, and name its image with a version', () => {
    for (const each of [...ofKind('Deployment'), ...ofKind('StatefulSet')]) {
      const [container] = pod(each).containers;
      expect([nameOf(each), Object.keys(container)]).toEqual([
        nameOf(each),
        expect.arrayContaining(['livenessProbe', 'readinessProbe']),
      ]);
      if (isService(each)) expect(pod(each).topologySpreadConstraints).toHaveLength(2);
    }
    for (const each of workloads()) {
      for (const { image } of pod(each).containers) {
        expect([nameOf(each), image]).toEqual([nameOf(each), expect.stringMatching(/:[\w.-]+$/)]);
        expect(image).not.toMatch(/:latest$/);
      }
    }
  });

  it('[promise 28] give every service an account, a budget for disruptions and an autoscaler', () => {
    for (const name of services) {
      const named = (kind: string) =>
        ofKind(kind, of.production).filter(({ metadata }) => metadata.name === name);
      expect(
        [
          name,
          ...['ServiceAccount', 'PodDisruptionBudget', 'Deployment', 'Service', 'HorizontalPodAutoscaler'],
        ].map((kind, at) => (at ? named(kind).length : kind)),
      ).toEqual([name, 1, 1, 1, 1, 1]);
      const [scaler] = named('HorizontalPodAutoscaler');
      const [metric] = scaler!.spec.metrics;
      expect((metric.pods ?? metric.object).metric.name).toBe(
        name === 'chat' ? 'http_open_streams' : 'carrel_consumer_lag',
      );
    }
  });

  it('[promise 28] close the network first', () => {
    for (const overlay of overlays) {
      expect(
        ofKind('NetworkPolicy', of[overlay]).find(
          ({ spec }) => !Object.keys(spec.podSelector).length && !spec.egress,
        )?.spec,
      ).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    }
  });

  it('[B35] hold no secret, and refer only to keys that make-secrets.sh makes', () => {
    expect(ofKind('Secret')).toEqual([]);
    const script = textOf('k8s/make-secrets.sh');
    const made = (secret: string, key: string) =>
      script.includes(`secret ${secret}\n`) &&
      (script
        .split(`secret ${secret}\n`)[1]!
        .split('\nsecret ')[0]!
        .includes(
          key.replace(/carrel_[a-z]+(_owner)?/, (_all, owner?: string) => `carrel_%s${owner ?? ''}`),
        ) ||
        // A password of NATS for each service, by its name.
        (secret === 'carrel-nats' && services.some((service) => service === key)));
    for (const each of workloads()) {
      for (const { env = [] } of pod(each).containers) {
        for (const { name, valueFrom, value } of env) {
          if (valueFrom?.secretKeyRef) {
            const { name: secret, key } = valueFrom.secretKeyRef;
            expect([nameOf(each), secret, key, made(secret, key)]).toEqual([nameOf(each), secret, key, true]);
          } else if (/PASSWORD|SECRET/.test(name)) {
            expect([name, value === '/passwords' || /^"\$\([A-Z]+\)"$/.test(value)]).toEqual([name, true]);
          }
        }
      }
    }
  });

  it('[promise 1] store every event three times in production, each copy synced', () => {
    const [nats] = ofKind('StatefulSet', of.production);
    const config = ofKind('ConfigMap', of.production).map(({ data }) => data);
    expect(nats!.spec.replicas).toBe(3);
    expect(config.find((data) => data['NATS_REPLICAS'])?.NATS_REPLICAS).toBe('3');
    for (const { data } of ofKind('ConfigMap')) {
      if (data['nats.conf']) expect(data['nats.conf']).toMatch(/^\s*sync_interval: always$/m);
    }
    const servers = config
      .find((data) => data['nats.conf'])
      ?.['cluster.conf'].match(/nats-route:\/\/[\w.-]+:6222/g);
    expect(servers).toHaveLength(3);
  });

  it('[promise 26] migrate each service with its owner, whom the service itself never knows', () => {
    for (const overlay of overlays) {
      const jobs = ofKind('Job', of[overlay]).filter(({ metadata }) => metadata.name.startsWith('migrate-'));
      expect(jobs.map(({ metadata }) => metadata.name.split('-')[1]).sort()).toEqual([...services].sort());
      for (const deployment of ofKind('Deployment', of[overlay])) {
        expect(JSON.stringify(pod(deployment))).not.toMatch(/_owner/i);
      }
    }
  });

  it('[promise 14] give a replica time to drain and never take one away before the next is ready', () => {
    for (const each of ofKind('Deployment').filter(isService)) {
      expect(pod(each).terminationGracePeriodSeconds).toBeGreaterThanOrEqual(15);
      expect(each.spec.strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    }
  });

  it('[promise 14] let a NATS server ask its clients to move, and take the next one only when it has caught up', () => {
    for (const nats of ofKind('StatefulSet').filter(({ metadata }) => metadata.name === 'carrel-nats')) {
      const [container] = pod(nats).containers;
      const seconds = pod(nats).terminationGracePeriodSeconds as number;
      const config = textOf('k8s/components/nats/nats.conf');
      const pidFile = /^pid_file: (.*)$/m.exec(config)![1]!;
      const lameDuck = Number(/^lame_duck_duration: (\d+)s$/m.exec(config)![1]);
      const signal = `nats-server --signal ldm=${pidFile} && sleep ${afterLameDuckMs / 1_000}`;
      expect(container.lifecycle.preStop.exec.command).toEqual(['sh', '-c', signal]);
      // The one folder that may be written to besides the data.
      const writable = container.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
      expect(writable).toContain(dirname(pidFile));
      expect(seconds).toBeGreaterThanOrEqual(lameDuck + 15);
      expect(container.startupProbe).toMatchObject({ httpGet: { path: '/healthz', port: 'monitor' } });
      const { periodSeconds, failureThreshold } = container.startupProbe;
      expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(600);
      expect(nats.spec.updateStrategy?.type ?? 'RollingUpdate').toBe('RollingUpdate');
    }
  });

  it('[promise 27] start a NATS server again that hangs, or takes no more events after a failed write', () => {
    for (const nats of ofKind('StatefulSet').filter(({ metadata }) => metadata.name === 'carrel-nats')) {
      const [container] = pod(nats).containers;
      expect(container.ports).toContainEqual({ name: 'monitor', containerPort: 8222 });
      const alive = `wget -q -O /dev/null 'http://127.0.0.1:8222/healthz?js-enabled-only=true'`;
      const stuck = String.raw`printf 'GET /healthz HTTP/1.0\r\n\r\n' | nc 127.0.0.1 8222 | grep -q 'write error'`;
      expect(container.livenessProbe.exec.command).toEqual(['sh', '-c', `${alive} && ! ${stuck}`]);
    }
  });

  it('[promise 14] let one pod go at a time, of which there are always others', () => {
    for (const { metadata, spec } of ofKind('PodDisruptionBudget', of.production)) {
      const { matchLabels } = spec.selector;
      const covered = [
        ...ofKind('Deployment', of.production),
        ...ofKind('StatefulSet', of.production),
      ].filter((each) =>
        Object.entries(matchLabels).every(
          ([key, value]) => each.spec.template.metadata.labels[key] === value,
        ),
      );
      expect([metadata.name, covered.length]).toEqual([metadata.name, 1]);
      const [{ metadata: own, spec: workload }] = covered as [Manifest];
      const scaler = ofKind('HorizontalPodAutoscaler', of.production).find(
        (each) => each.spec.scaleTargetRef.name === own.name,
      );
      const fewest = Math.min(
        ...[workload.replicas, scaler?.spec.minReplicas].filter((n) => n !== undefined),
      );
      expect([metadata.name, spec.maxUnavailable, fewest >= 2]).toEqual([metadata.name, 1, true]);
    }
  });

  it('probe services where they answer', () => {
    const source = textOf('libs/web/src/health.ts');
    const served = [...source.matchAll(/@Get\('(\w+)'\)/g)].map(([, name]) => `/health/${name}`);
    expect(source).toContain("@Controller('health')");
    for (const each of ofKind('Deployment').filter(isService)) {
      const [container] = pod(each).containers;
      expect(container.ports).toContainEqual({ name: 'http', containerPort: 8080 });
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
        const { path, port } = container[probe].httpGet;
        expect([nameOf(each), probe, port, served.includes(path)]).toEqual([
          nameOf(each),
          probe,
          'http',
          true,
        ]);
      }
      expect(container.readinessProbe.httpGet.path).toBe('/health/ready');
    }
    expect(textOf('docker/service.Dockerfile')).toMatch(/PORT=8080/);
  });

  it('let streams stay open', () => {
    const [route] = ofKind('HTTPRoute', of.production);
    const chat = route!.spec.rules.find((rule: { matches: { path: { value: string } }[] }) =>
      rule.matches.some(({ path }) => path.value === '/api/chat'),
    );
    expect(chat.timeouts).toEqual({ request: '0s' });
    const [ingress] = ofKind('Ingress', of.trial);
    expect(ingress!.metadata.annotations).toMatchObject({
      'nginx.ingress.kubernetes.io/proxy-buffering': 'off',
      'nginx.ingress.kubernetes.io/proxy-body-size': '11m',
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600',
    });
  });

  it('[promise 8] keep thirty days of backups and every step between them', () => {
    const [cluster] = ofKind('Cluster', of.production);
    const [store] = ofKind('ObjectStore', of.production);
    const archive = { barmanObjectName: store!.metadata.name };
    expect(cluster!.spec.plugins).toEqual([
      expect.objectContaining({ isWALArchiver: true, parameters: archive }),
    ]);
    expect(store!.spec).toMatchObject({ retentionPolicy: '30d', configuration: { wal: expect.anything() } });
    expect(ofKind('ScheduledBackup', of.production)[0]!.spec).toMatchObject({
      cluster: { name: cluster!.metadata.name },
      method: 'plugin',
    });
    const [restored] = documents(textOf('k8s/components/postgres-operator/recovery.example.yaml'));
    expect(restored!.spec.externalClusters[0].plugin.parameters).toEqual({
      ...archive,
      serverName: cluster!.metadata.name,
    });
  });

  it('configure services by names they read', () => {
    const read = new Set(settingsRead());
    for (const overlay of overlays) {
      const config = ofKind('ConfigMap', of[overlay]).find(({ data }) => data['NATS_URL'])!.data;
      const given = ofKind('Deployment', of[overlay])
        .filter(isService)
        .flatMap((each) => pod(each).containers[0].env.map(({ name }: { name: string }) => name));
      const own = given.filter(
        (name: string) => name !== 'DATABASE_PASSWORD' && !/_DATABASE_URL$/.test(name),
      );
      expect([...Object.keys(config), ...own].filter((name) => !read.has(name))).toEqual([]);
    }
    expect(yamlOf('k8s/base/kustomization.yaml').namespace).toBe('carrel');
  });
});
