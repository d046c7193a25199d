import { join } from 'node:path';
import { root } from '../stack/layout.js';
import { createGateway } from './gateway.js';

const services = ['admin', 'chat', 'questions', 'referrals', 'notifications'];

const upstreams = services.map((name) => {
  const url = process.env[`${name.toUpperCase()}_URL`];
  if (!url) throw new Error(`${name.toUpperCase()}_URL is missing: where does the ${name} service listen?`);
  // Several replicas stand side by side, separated by commas.
  return [name, url.split(',')] as const;
});
const gateway = await createGateway(Object.fromEntries(upstreams), join(root, 'web'));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void gateway.close().then(() => process.exit(0)));
}
await gateway.listen({ port: Number(process.env.PORT ?? 8080), host: process.env.HOST ?? '127.0.0.1' });
