import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root, textOf, yamlOf, type Manifest } from './manifests/build.js';
import { misspell } from './manifests/misspell.js';
import { faultsOfFiles } from './manifests/strictly.js';

const below = (folder: string, format: string) =>
  readdirSync(join(root, folder)).map((name) => [join(folder, name), format] as const);
/** Every file that something other than ourselves reads, with its format. */
const files = [
  ['docker/prometheus/prometheus.yml', 'PrometheusConfig'],
  ['docker/prometheus/alerts.yml', 'AlertRules'],
  ['k8s/components/autoscaling/adapter.yaml', 'AdapterRules'],
  ...below('docker/grafana/provisioning/datasources', 'DatasourceProvisioning'),
  ...below('docker/grafana/provisioning/dashboards', 'DashboardProvisioning'),
  ...below('docker/grafana/dashboards', 'Dashboard'),
] as const;

describe('[promise 28] What Prometheus, its adapter and Grafana are given', () => {
  it('says only what its format knows, and is refused for one misspelt field, whichever file it is', () => {
    const read = files.map(([name, format]) => ({ name, format, value: yamlOf(name) as Manifest }));
    const misspelt = read.map(({ name, format, value }) => {
      return { name: `misspelt ${name}`, format, value: misspell(value) };
    });
    const faults = faultsOfFiles([...read, ...misspelt]);
    expect(faults.filter((fault) => !fault.startsWith('misspelt '))).toEqual([]);
    const passed = misspelt.filter(({ name }) => !faults.some((fault) => fault.startsWith(`${name}: `)));
    expect(passed.map(({ name }) => name)).toEqual([]);
    expect(files).toHaveLength(6);
  });

  it('fits together: rules are mounted, sources and folders exist, no two panels share a place', () => {
    const prometheus = yamlOf('docker/prometheus/prometheus.yml');
    for (const file of prometheus.rule_files)
      expect(readdirSync(join(root, 'docker/prometheus'))).toContain(file);
    const compose = yamlOf('docker-compose.yml').services;
    for (const { targets, labels } of prometheus.scrape_configs[0].static_configs) {
      expect(targets).toEqual([`${labels.service}:8080`]);
      expect(compose).toHaveProperty(labels.service);
    }
    const [dashboards] = yamlOf('docker/grafana/provisioning/dashboards/carrel.yml').providers;
    expect(compose.grafana.volumes).toContain(`./docker/grafana/dashboards:${dashboards.options.path}:ro`);
    const sources = yamlOf('docker/grafana/provisioning/datasources/carrel.yml').datasources as {
      uid: string;
      url: string;
    }[];
    for (const { url } of sources) expect(compose).toHaveProperty(new URL(url).hostname);
    const { panels } = JSON.parse(textOf('docker/grafana/dashboards/carrel.json'));
    for (const { id, datasource, gridPos } of panels) {
      expect(sources.map(({ uid }) => uid)).toContain(datasource.uid);
      expect([id, gridPos.x + gridPos.w <= 24]).toEqual([id, true]);
    }
    expect(
      new Set(panels.map(({ gridPos: { x, y } }: { gridPos: { x: number; y: number } }) => `${x} ${y}`)).size,
    ).toBe(panels.length);
    expect(new Set(panels.map(({ id }: { id: number }) => id)).size).toBe(panels.length);
  });
});
