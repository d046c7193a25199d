import { Counter, Gauge, register } from 'prom-client';

const counter = (name: string, help: string, labelNames: string[]) =>
  (register.getSingleMetric(name) as Counter | undefined) ?? new Counter({ name, help, labelNames });
const gauge = (name: string, help: string) =>
  (register.getSingleMetric(name) as Gauge | undefined) ?? new Gauge({ name, help, labelNames: ['service'] });

/** Metrics for operators; on the default registry, served by each service's /metrics. */
export const metrics = {
  sent: counter('carrel_events_sent_total', 'Events handed to NATS', ['service']),
  /** outcome: handled, failed (will be tried again), away (another part is), dead */
  handled: counter('carrel_events_handled_total', 'Tries to handle an event', [
    'service',
    'event',
    'outcome',
  ]),
  jobs: counter('carrel_jobs_total', 'Jobs run', ['service', 'job', 'outcome']),
  unsent: gauge('carrel_outbox_unsent', 'Events committed and not yet handed to NATS'),
  lag: gauge('carrel_outbox_lag_seconds', 'Age of the oldest event not yet handed to NATS'),
  consumerLag: gauge(
    'carrel_consumer_lag',
    'Events for this service not yet handled; only the replica that handles them knows, and only while NATS answers',
  ),
  consumersUnavailable: gauge(
    'carrel_consumers_unavailable',
    '1 where this replica sees nobody receive events of this service, else 0',
  ),
  dead: gauge('carrel_dead_letters', 'Events given up and not requeued'),
};
