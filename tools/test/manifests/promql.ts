import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { root, yamlOf } from './build.js';

interface Alert {
  alert: string;
  expr: string;
  annotations: { summary: string; runbook_url: string };
}
export const alerts = (): Alert[] =>
  (yamlOf('docker/prometheus/alerts.yml').groups as { rules: Alert[] }[]).flatMap(({ rules }) => rules);

/** Every question a rule or a dashboard puts to Prometheus. */
export function queries(): string[] {
  const text = readFileSync(join(root, 'docker/grafana/dashboards/carrel.json'), 'utf8');
  const { panels } = JSON.parse(text) as { panels: { targets: { expr: string }[] }[] };
  return [
    ...alerts().map(({ expr }) => expr),
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ];
}

/** Where the query is no PromQL. */
export function faultsIn(query: string): string[] {
  return nodesOf(query)
    .filter(({ isError }) => isError)
    .map(({ from }) => `${query}: not understood at ${from}`);
}

/** The metrics a query names. */
export function metricsIn(query: string): string[] {
  return nodesOf(query)
    .filter(({ name }) => name === 'VectorSelector')
    .map(({ from, to }) => /^[\w:]+/.exec(query.slice(from, to))![0]);
}

function nodesOf(query: string): { name: string; from: number; to: number; isError: boolean }[] {
  const found: ReturnType<typeof nodesOf> = [];
  parser.parse(query).iterate({
    enter: ({ name, from, to, type }) => void found.push({ name, from, to, isError: type.isError }),
  });
  return found;
}
