// What our files may say to Prometheus 3, prometheus-adapter and Grafana 12; no package that installs has their formats.

type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

/** prometheus.yml */
export interface PrometheusConfig {
  global: { scrape_interval: Duration; evaluation_interval: Duration; scrape_timeout?: Duration };
  rule_files: string[];
  alerting?: {
    alertmanagers: {
      static_configs: { targets: string[] }[];
      scheme?: 'http' | 'https';
      path_prefix?: string;
    }[];
  };
  scrape_configs: {
    job_name: string;
    honor_labels?: boolean;
    scrape_interval?: Duration;
    metrics_path?: string;
    scheme?: 'http' | 'https';
    static_configs: { targets: string[]; labels?: Record<string, string> }[];
  }[];
}

/** A file of `rule_files`. */
export interface AlertRules {
  groups: {
    name: string;
    interval?: Duration;
    rules: {
      alert: string;
      expr: string;
      for?: Duration;
      keep_firing_for?: Duration;
      labels?: { severity: 'critical' | 'warning' };
      annotations?: { summary: string; runbook_url: string };
    }[];
  }[];
}

/** The `rules` of prometheus-adapter's chart. */
export interface AdapterRules {
  rules: {
    default?: boolean;
    custom: {
      seriesQuery: string;
      resources: { overrides?: Record<string, { resource: string; group?: string }>; template?: string };
      name?: { matches?: string; as?: string };
      metricsQuery: string;
    }[];
  };
}

/** A file of Grafana's provisioning/datasources. */
export interface DatasourceProvisioning {
  apiVersion: 1;
  prune?: boolean;
  datasources: {
    name: string;
    uid: string;
    type: 'prometheus' | 'jaeger';
    access?: 'proxy';
    url: string;
    isDefault?: boolean;
    editable?: boolean;
    jsonData?: Record<string, unknown>;
  }[];
}

/** A file of Grafana's provisioning/dashboards. */
export interface DashboardProvisioning {
  apiVersion: 1;
  providers: {
    name: string;
    orgId?: number;
    folder?: string;
    type: 'file';
    disableDeletion?: boolean;
    updateIntervalSeconds?: number;
    allowUiUpdates?: boolean;
    options: { path: string; foldersFromFilesStructure?: boolean };
  }[];
}

interface Source {
  type: 'prometheus';
  uid: string;
}

/** A dashboard as Grafana stores it. */
export interface Dashboard {
  uid: string;
  title: string;
  tags: string[];
  timezone: 'browser' | 'utc';
  schemaVersion: number;
  refresh: Duration;
  time: { from: string; to: string };
  panels: {
    id: number;
    title: string;
    type: 'timeseries' | 'table' | 'stat' | 'gauge' | 'text';
    description?: string;
    datasource: Source;
    gridPos: { x: number; y: number; w: number; h: number };
    fieldConfig: {
      defaults: {
        unit?: 'reqps' | 's' | 'short' | 'ops' | 'bytes' | 'percentunit';
        min?: number;
        max?: number;
      };
      overrides: [];
    };
    options?: Record<string, unknown>;
    targets: {
      refId: string;
      expr: string;
      legendFormat?: string;
      datasource: Source;
      format?: 'time_series' | 'table' | 'heatmap';
      instant?: boolean;
    }[];
  }[];
}
