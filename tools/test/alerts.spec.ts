import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import {
  alertCases,
  compose,
  labelled,
  operator,
  type AlertCase,
  type Collector,
} from './manifests/alert-cases.js';
import { documents, root, textOf, yamlOf } from './manifests/build.js';
import { findPromtool } from './manifests/programs.js';
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

  describe('as Prometheus itself evaluates them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'carrel-alerts-'));
    let promtool: string;
    beforeAll(async () => {
      promtool = await findPromtool();
    });
    afterAll(() => rmSync(folder, { recursive: true }));
    const said = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(promtool, args, { encoding: 'utf8' });
      return status === 0 ? [] : `${stdout}${stderr}`.split('\n');
    };

    it('are lawful', () => {
      expect(said('check', 'rules', join(root, 'docker/prometheus/alerts.yml'))).toEqual([]);
      expect(
        said('check', 'config', '--syntax-only', join(root, 'docker/prometheus/prometheus.yml')),
      ).toEqual([]);
    });

    it.each([
      ['compose gives them', compose],
      ['the Prometheus operator gives them', operator],
    ])(
      'fire when something is wrong and stay silent when nothing is, with labels as %s',
      (name, collector) => {
        const file = join(folder, `${name}.yml`);
        const tests = alertCases.flatMap((each) => [
          evaluation(each, each.broken, collector, true),
          evaluation(each, each.healthy, collector, false),
        ]);
        const rules = [join(root, 'docker/prometheus/alerts.yml')];
        writeFileSync(file, stringify({ rule_files: rules, evaluation_interval: '1m', tests }));
        expect(said('test', 'rules', file)).toEqual([]);
      },
    );

    it('each have a case', () => {
      const tried = new Set(alertCases.map(({ alert }) => alert));
      expect(alerts().filter(({ alert }) => !tried.has(alert))).toEqual([]);
    });
  });
});

/** A test in promtool's own format: the alert fires once, with its labels, or not at all. */
function evaluation(
  { alert, after, fires }: AlertCase,
  given: AlertCase['broken'],
  collector: Collector,
  firing: boolean,
) {
  const labels = Object.entries({
    alertname: alert,
    alertstate: 'firing',
    ...(firing ? fires(collector('chat')) : {}),
  });
  const selector = labels.map(([name, value]) => `${name}="${value}"`).join(',');
  return {
    interval: '1m',
    name: `${alert} ${firing ? 'fires' : 'is silent'}`,
    input_series: given.map(({ series, values }) => ({ series: labelled(series, collector), values })),
    promql_expr_test: [
      {
        expr: `count(ALERTS{${selector}})`,
        eval_time: `${after}m`,
        exp_samples: firing ? [{ labels: '{}', value: 1 }] : [],
      },
    ],
  };
}
