import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
  type SpanKind,
} from '@opentelemetry/api';

export { SpanKind } from '@opentelemetry/api';

/** Attributes of a span: never names, addresses, ids of people or text (B1). */
export interface TracedOptions {
  kind?: SpanKind;
  attributes?: Attributes;
  /** A W3C `traceparent` that came along; default: the work this one is part of. */
  parent?: string | null | undefined;
}

let on = false;

/** Whether traces are collected; false unless an address for them was given, and then nothing here costs anything. */
export const tracingIsOn = (): boolean => on;

/**
 * Sends traces by OTLP over HTTP to OTEL_EXPORTER_OTLP_ENDPOINT; does nothing when that is not set. The other OTEL_
 * variables of the SDK (sampler, headers, limits) hold. Returns how to send what is left.
 */
export async function startTracing(
  service: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<() => Promise<void>> {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return async () => undefined;
  const [sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, core, resources] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
      import('@opentelemetry/resources'),
    ]);
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': service,
      'service.namespace': 'carrel',
    }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());
  on = true;
  return () => provider.shutdown().catch(() => undefined);
}

/** Runs the work in a span of its own; without tracing, just runs it. */
export async function traced<T>(name: string, options: TracedOptions, work: () => Promise<T>): Promise<T> {
  if (!on) return work();
  const { span, inside } = begin(name, options);
  try {
    return await context.with(inside, work);
  } catch (error) {
    // The message may hold what a person wrote.
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
    throw error;
  } finally {
    span.end();
  }
}

/** A span for work that does not fit in one function; `run` runs what is part of it. */
export function begin(
  name: string,
  { kind, attributes, parent }: TracedOptions,
): { span: Span; inside: Context; run<T>(work: () => T): T } {
  const around = parent ? propagation.extract(ROOT_CONTEXT, { traceparent: parent }) : context.active();
  const span = trace
    .getTracer('carrel')
    .startSpan(
      name,
      { ...(kind === undefined ? {} : { kind }), ...(attributes ? { attributes } : {}) },
      around,
    );
  const inside = trace.setSpan(around, span);
  return { span, inside, run: (work) => context.with(inside, work) };
}

/** The W3C `traceparent` of the work under way, to travel with what it causes; undefined without tracing. */
export function traceparent(): string | undefined {
  if (!on) return undefined;
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}
