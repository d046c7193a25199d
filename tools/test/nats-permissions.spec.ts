import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  natsServices,
  requests,
  requestsSentBy,
  type NatsService,
  type RequestName,
} from '@carrel/contracts';
import { describe, expect, it } from '@jest/globals';
import { root } from './manifests/build.js';

/** The requests that a service's sources name, other than those it answers itself. */
function namedIn(service: NatsService): RequestName[] {
  const folder = join(root, 'services', service, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.spec)\.ts$/.test(name),
  );
  const names = files.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/(?<!typeof )\brequests\.(\w+)/g)].map(
      ([, found]) => found!,
    ),
  );
  return [...new Set(names)]
    .filter((name): name is RequestName => name in requests)
    .filter((name) => !requests[name].subject.startsWith(`carrel.ask.${service}.`));
}

describe('[promise 32] What a service may ask on NATS', () => {
  it.each(natsServices)('is what the sources of %s ask', (service) => {
    expect([...requestsSentBy[service]].sort()).toEqual(namedIn(service).sort());
  });
});
