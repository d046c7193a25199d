/** One value a minute, in promtool's notation. */
interface Series {
  series: string;
  values: string;
}

/** What must be true for an alert to fire, and the labels by which it says of what. */
export interface AlertCase {
  alert: string;
  /** Metrics without the labels that whoever collects them adds. */
  broken: Series[];
  /** The same metrics when all is well; the alert must stay silent. */
  healthy: Series[];
  /** Minutes after which it must fire. */
  after: number;
  fires: (target: Record<string, string>) => Record<string, string>;
}

/** The labels a target has from whoever collects its metrics. */
export type Collector = (service: string) => Record<string, string>;

/** docker/prometheus/prometheus.yml. */
export const compose: Collector = (service) => ({ job: 'carrel', service, instance: `${service}:8080` });

/** The Prometheus operator by k8s/components/monitoring/monitors.yaml, whose jobLabel makes the job. */
export const operator: Collector = (service) => ({
  job: 'carrel',
  service,
  instance: '10.1.2.3:8080',
  namespace: 'carrel',
  pod: `${service}-6d5f-abcde`,
  container: 'service',
  endpoint: 'http',
});

const all = ['admin', 'chat', 'questions', 'referrals', 'notifications'];
const gauge = (name: string, broken: number, healthy: number, labels = '') => ({
  broken: [{ series: `${name}{${labels}}`, values: `${broken}x120` }],
  healthy: [{ series: `${name}{${labels}}`, values: `${healthy}x120` }],
});
const up = (without?: string, value = 1): Series[] =>
  all
    .filter((service) => service !== without)
    .map((service) => ({ series: `up{service="${service}"}`, values: `${value}x120` }));

const requests = (failed: string, route = '/v1/questions') => [
  { series: `http_request_duration_seconds_count{status="200",route="${route}"}`, values: '0+100x120' },
  { series: `http_request_duration_seconds_count{status="500",route="${route}"}`, values: failed },
];
const buckets = (fast: string, slow: string) => [
  { series: 'http_request_duration_seconds_bucket{le="0.1",route="/v1/questions"}', values: fast },
  { series: 'http_request_duration_seconds_bucket{le="2.5",route="/v1/questions"}', values: slow },
  { series: 'http_request_duration_seconds_bucket{le="+Inf",route="/v1/questions"}', values: slow },
];

/** A metric with the labels its target adds; a series that names no service is chat's. */
export function labelled(series: string, collector: Collector): string {
  const [, name, own] = /^(\w+)\{(.*)\}$/.exec(series)!;
  const service = /service="(\w+)"/.exec(own!)?.[1] ?? 'chat';
  const added = Object.entries(collector(service)).filter(([label]) => !own!.includes(`${label}="`));
  return `${name}{${[own, ...added.map(([label, value]) => `${label}="${value}"`)].filter(Boolean).join(',')}}`;
}

/** Every alert once or more; `service="..."` left out means chat. */
export const alertCases: AlertCase[] = [
  {
    alert: 'CarrelServiceDown',
    broken: [{ series: 'up{service="chat"}', values: '0x120' }, ...up('chat')],
    healthy: up(),
    after: 5,
    fires: () => ({ severity: 'critical', service: 'chat' }),
  },
  {
    alert: 'CarrelServiceDown',
    broken: up('questions'),
    healthy: up(),
    after: 5,
    fires: () => ({ severity: 'critical', service: 'questions' }),
  },
  {
    alert: 'CarrelErrors',
    broken: requests('0+5x120'),
    healthy: [
      ...requests('0+0x120'),
      ...requests('0+90x120', '/health/ready'),
      ...requests('0+90x120', '/metrics'),
    ],
    after: 20,
    fires: () => ({ severity: 'critical', service: 'chat' }),
  },
  {
    alert: 'CarrelSlow',
    broken: buckets('0+1x120', '0+100x120'),
    healthy: buckets('0+99x120', '0+100x120'),
    after: 30,
    fires: () => ({ severity: 'warning', service: 'chat' }),
  },
  {
    alert: 'CarrelOutboxLag',
    ...gauge('carrel_outbox_lag_seconds', 90, 1),
    after: 5,
    fires: () => ({ severity: 'critical', service: 'chat' }),
  },
  {
    alert: 'CarrelConsumerLag',
    ...gauge('carrel_consumer_lag', 6_000, 10),
    after: 15,
    fires: () => ({ severity: 'warning', service: 'chat' }),
  },
  {
    alert: 'CarrelNobodyHandles',
    broken: [{ series: 'carrel_outbox_lag_seconds{}', values: '0x120' }],
    healthy: [
      { series: 'carrel_outbox_lag_seconds{}', values: '0x120' },
      { series: 'carrel_consumer_lag{}', values: '0x120' },
    ],
    after: 10,
    fires: () => ({ severity: 'critical', service: 'chat' }),
  },
  {
    alert: 'CarrelConsumersUnavailable',
    ...gauge('carrel_consumers_unavailable', 1, 0),
    after: 5,
    fires: () => ({ severity: 'critical', service: 'chat' }),
  },
  {
    alert: 'CarrelDeadLetters',
    ...gauge('carrel_dead_letters', 1, 0),
    after: 2,
    fires: () => ({ severity: 'warning', service: 'chat' }),
  },
  {
    alert: 'CarrelNotFiled',
    ...gauge('carrel_not_filed', 3, 0, 'kind="chats"'),
    after: 2,
    fires: () => ({ severity: 'critical', kind: 'chats' }),
  },
  {
    alert: 'CarrelPatronsWait',
    ...gauge('carrel_chat_oldest_waiting_seconds', 400, 20),
    after: 5,
    fires: () => ({ severity: 'critical' }),
  },
  {
    alert: 'CarrelNobodyAtTheDesk',
    broken: [
      { series: 'carrel_chats{status="waiting"}', values: '2x120' },
      { series: 'carrel_librarians{availability="available"}', values: '0x120' },
    ],
    healthy: [
      { series: 'carrel_chats{status="waiting"}', values: '2x120' },
      { series: 'carrel_librarians{availability="available"}', values: '1x120' },
    ],
    after: 5,
    fires: () => ({ severity: 'warning' }),
  },
  {
    alert: 'CarrelMailWaits',
    ...gauge('carrel_mail_oldest_seconds', 1_000, 3),
    after: 10,
    fires: () => ({ severity: 'warning' }),
  },
  {
    alert: 'CarrelMailUncertain',
    ...gauge('carrel_mails', 2, 0, 'status="uncertain"'),
    after: 15,
    fires: () => ({ severity: 'warning' }),
  },
  {
    alert: 'CarrelQuestionsOverdue',
    broken: [{ series: 'carrel_questions_due{state="overdue"}', values: '0+1x300' }],
    healthy: [{ series: 'carrel_questions_due{state="overdue"}', values: '70x300' }],
    after: 200,
    fires: () => ({ severity: 'warning' }),
  },
  {
    alert: 'CarrelJobsFail',
    broken: [{ series: 'carrel_jobs_total{outcome="failed",job="send-mail"}', values: '0+5x120' }],
    healthy: [{ series: 'carrel_jobs_total{outcome="failed",job="send-mail"}', values: '0+0x120' }],
    after: 30,
    fires: () => ({ severity: 'warning', service: 'chat', job: 'send-mail' }),
  },
  {
    alert: 'CarrelStreamsFull',
    ...gauge('http_open_streams', 9_500, 400),
    after: 10,
    fires: ({ instance }) => ({ severity: 'warning', instance: instance! }),
  },
  {
    alert: 'CarrelMemory',
    ...gauge('process_resident_memory_bytes', 700e6, 150e6),
    after: 15,
    fires: () => ({ severity: 'warning', service: 'chat' }),
  },
];
