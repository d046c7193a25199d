import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { documents, root, textOf, yamlOf } from './manifests/build.js';
import { alerts, faultsIn, queries } from './manifests/promql.js';

describe('The alert rules', () => {
  it('each have a page in the runbooks that bears their name and their condition, and no page has no alert', () => {
    const folder = 'docs/operators/runbooks';
    const written = readdirSync(join(root, folder)).filter((name) => name !== 'README.md');
    expect(
      alerts()
        .map(({ annotations }) => annotations.runbook_url)
        .sort(),
    ).toEqual(written.map((name) => `${folder}/${name}`).sort());
    for (const { alert, expr, annotations } of alerts()) {
      const page = textOf(annotations.runbook_url);
      expect([alert, page.split('\n')[0]]).toEqual([alert, `# ${alert}`]);
      expect(page).toContain(expr);
      expect(page).toContain('## What to do');
      expect(textOf(`${folder}/README.md`)).toContain(`[${alert}](`);
    }
  });

  it('are the same for the Prometheus operator', () => {
    const [rule] = documents(textOf('k8s/components/monitoring/rules.yaml'));
    expect(rule!.spec).toEqual(yamlOf('docker/prometheus/alerts.yml'));
  });

  it('and the dashboards ask in lawful PromQL', () => {
    expect(queries().length).toBeGreaterThan(30);
    expect(queries().flatMap(faultsIn)).toEqual([]);
    expect(faultsIn('sum by (service (up)')).not.toEqual([]);
  });
});
