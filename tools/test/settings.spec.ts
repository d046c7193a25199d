import { beforeAll, describe, expect, it } from '@jest/globals';
import { services } from '../src/index.js';
import { built, textOf, yamlOf, type Manifest } from './manifests/build.js';
import { leftOutOfCompose, leftOutOfKubernetes } from './manifests/left-out.js';
import { documented, everySetting, settingsOf, settingsOfTools, settingsRead } from './manifests/settings.js';

describe('The settings of a service', () => {
  it('is found in its sources', () => {
    const of = (service: (typeof services)[number]) => settingsOf(service).map(({ name }) => name);
    expect(of('notifications')).toEqual(
      expect.arrayContaining(['NATS_CALLOUT_SEED', 'DKIM_PRIVATE_KEY', 'MAIL_CONCURRENCY', 'LOG_LEVEL']),
    );
    expect(of('admin')).toEqual(expect.arrayContaining(['FORMS_URL', 'DNS_SERVERS', 'CARREL_SECRET']));
    expect(of('chat')).toContain('CARREL_SECRET');
    expect(of('referrals')).not.toContain('CARREL_SECRET');
    expect(of('chat')).not.toContain('SMTP_URL');
  });

  it.each(services)('is handed on by compose in production, or left out for a reason: %s', (service) => {
    const [base, production] = ['docker-compose.yml', 'docker-compose.production.yml'].map(
      (file) => yamlOf(file).services,
    );
    const given = { ...base[service].environment, ...production[service].environment };
    const owner = base[`${service}-migrate`].environment;
    const missing = settingsOf(service)
      .map(({ name }) => name)
      .filter((name) => !(name in given) && !(name in owner) && !(name in leftOutOfCompose));
    expect([service, missing]).toEqual([service, []]);
  });

  describe('on Kubernetes', () => {
    let manifests: Manifest[];
    beforeAll(async () => {
      manifests = await built('overlays/production');
    });

    it.each(services)('is handed on by base and components, or left out for a reason: %s', (service) => {
      const env = (kind: string, name: string): string[] =>
        manifests
          .filter((each) => each.kind === kind && each.metadata.name === name)
          .flatMap(({ spec }) => spec.template.spec.containers[0].env ?? [])
          .map(({ name: variable }: { name: string }) => variable);
      const common = manifests.find(({ kind, data }) => kind === 'ConfigMap' && data['NATS_URL'])!.data;
      const given = new Set([
        ...Object.keys(common),
        ...env('Deployment', service),
        ...env('Job', `migrate-${service}-0.1.0`),
      ]);
      const missing = settingsOf(service)
        .map(({ name }) => name)
        .filter((name) => !given.has(name) && !(name in leftOutOfKubernetes));
      expect([service, missing]).toEqual([service, []]);
    });
  });

  it('is left out by its name only while something reads it', () => {
    const read = settingsRead();
    const stale = [...Object.keys(leftOutOfCompose), ...Object.keys(leftOutOfKubernetes)];
    expect(stale.filter((name) => !read.includes(name))).toEqual([]);
  });
});

describe('docs/operators/environment.md', () => {
  const inWords = new Set(['CARREL_SOURCE_LOADER']);
  const rows = documented();
  const named = new Set(rows.flatMap(({ names }) => names));

  it('names everything that is read, and nothing that is not', () => {
    const perService = (name: string) =>
      name.replace(/^(ADMIN|CHAT|QUESTIONS|REFERRALS|NOTIFICATIONS)_/, '<SERVICE>_');
    const read = new Set(settingsRead().map(perService));
    expect([...read].filter((name) => !named.has(name) && !inWords.has(name))).toEqual([]);
    const ofCompose = [
      'docker-compose.yml',
      'docker-compose.production.yml',
      'docker-compose.feed.yml',
    ].flatMap((file) => [...textOf(file).matchAll(/\$\{(\w+)[:}]/g)].map(([, name]) => name!));
    const own = ['<SERVICE>_URL', 'COMPOSE_FILE', 'COMPOSE_PROFILES'];
    const known = new Set([...read, ...settingsOfTools().map(perService), ...ofCompose, ...own]);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });

  it('gives the defaults that hold', () => {
    const wrong = everySetting().flatMap(({ name, fallback }) => {
      const row = rows.find(({ names }) => names.includes(name));
      if (!row || fallback === undefined) return [];
      const said =
        row.names.length === row.fallback.split(',').length ? row.fallback.split(',') : [row.fallback];
      const here = said[said.length > 1 ? row.names.indexOf(name) : 0]!.trim();
      // Words stand for what a number or a text cannot say.
      const holds = fallback === '' ? !/^[\d:/.]+$/.test(here) : here === fallback;
      return holds ? [] : [`${name}: ${fallback || 'none'}, and the page says ${here}`];
    });
    expect(wrong).toEqual([]);
  });
});
