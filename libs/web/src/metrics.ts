import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client';
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

// The default, every 10 ms, wakes a service that is at rest a hundred times a second.
if (!register.getSingleMetric('process_cpu_seconds_total')) {
  collectDefaultMetrics({ eventLoopMonitoringPrecision: 100 });
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
