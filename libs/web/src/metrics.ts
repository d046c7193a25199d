import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, Counter, Gauge, Histogram, register } from 'prom-client';
import { Public } from './permissions.js';

const duration = 'http_request_duration_seconds';

/** Seconds per request by method, route pattern and status; made once per process. */
export const httpDuration =
  (register.getSingleMetric(duration) as Histogram | undefined) ??
  new Histogram({
    name: duration,
    help: 'Seconds a request took, by route pattern; streams are not counted',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });

const streamsName = 'http_open_streams';
export const openStreams =
  (register.getSingleMetric(streamsName) as Gauge | undefined) ??
  new Gauge({ name: streamsName, help: 'Event streams open now' });

const activeName = 'nodejs_eventloop_active_seconds_total';
if (!register.getSingleMetric(activeName)) {
  // Its histogram of the loop's lag samples by a timer, which wakes a service at rest; so it hardly ever does.
  collectDefaultMetrics({ eventLoopMonitoringPrecision: 2 ** 31 - 1 });
  for (const statistic of ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'])
    register.removeSingleMetric(`nodejs_eventloop_lag_${statistic}_seconds`);
  new Counter({
    name: activeName,
    help: 'Seconds the event loop was busy; its rate is the share of the time it was',
    collect() {
      this.reset();
      this.inc(performance.eventLoopUtilization().active / 1_000);
    },
  });
}

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  @Public()
  @Get()
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}
