import { tmpdir } from 'node:os';
import { faultsOfNats, type NatsFault } from '@carrel/messaging';
import { DataSource } from 'typeorm';
import { ConfigError, serviceConfig, type ServiceConfig } from '../config.js';
import type { ServiceDefinition } from '../create-service.js';
import type { DoctorCode, Finding, Look } from './codes.js';
import { clockFindings, diskFindings, nodeFindings, postgresFindings, secretFindings } from './machine.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** An event that waits longer than this is said, as on the readiness page. */
const laggingSeconds = 60;

const natsCodes: Record<NatsFault['kind'], DoctorCode> = {
  silent: 'CARREL-D003',
  version: 'CARREL-D004',
  sync: 'CARREL-D005',
  quorum: 'CARREL-D006',
  room: 'CARREL-D024',
};

export const natsFindings = (faults: readonly NatsFault[]): Finding[] =>
  faults.map(({ kind, fault }) => ({ code: natsCodes[kind], fault }));

/** What is wrong with everything a service needs, a line each with its code; false when something is. */
export async function doctor(definition: ServiceDefinition): Promise<boolean> {
  let well = true;
  const report = (part: string, findings: readonly Finding[]): void => {
    well &&= findings.length === 0;
    if (!findings.length) say(`ok    ${part}`);
    for (const { code, fault } of findings) say(`FAULT ${code} ${part}: ${fault}`);
  };
  const config = configOf(definition.name, report);
  if (config) await look(definition, config, report);
  if (!well) say('docs/operators/doctor.md says what to do, by code');
  return well;
}

type Report = (part: string, findings: readonly Finding[]) => void;

function configOf(name: string, report: Report): ServiceConfig | undefined {
  try {
    const config = serviceConfig(name);
    report('environment', []);
    return config;
  } catch (error) {
    const { problems, printed } =
      error instanceof ConfigError ? error : { problems: [(error as Error).message], printed: [] };
    const fault = problems.join('; ');
    report('environment', fault ? [{ code: 'CARREL-D001', fault }] : []);
    if (printed.length) report('secrets', secretFindings(printed));
    return undefined;
  }
}

async function look(definition: ServiceDefinition, config: ServiceConfig, report: Report): Promise<void> {
  report('Node.js', nodeFindings());
  report('disk', await diskFindings(tmpdir()));
  report('NATS', natsFindings(await faultsOfNats()));
  for (const [part, check] of Object.entries(definition.checks?.(config) ?? {})) report(part, await check());
  await lookAtDatabase(definition, config, report);
}

async function lookAtDatabase(
  { dataSource, figures = [] }: ServiceDefinition,
  config: ServiceConfig,
  report: Report,
): Promise<void> {
  const database = new DataSource({ ...dataSource(config.databaseUrl), connectTimeoutMS: 3_000 } as never);
  try {
    await database.initialize();
  } catch (error) {
    return report('database', [{ code: 'CARREL-D007', fault: (error as Error).message }]);
  }
  try {
    const asked = Date.now();
    const [row] = await database.query(
      `select current_setting('server_version_num')::int as version, extract(epoch from clock_timestamp()) * 1000 as now`,
    );
    report('database', postgresFindings(row.version));
    report('clock', clockFindings((asked + Date.now()) / 2, Number(row.now)));
    const behind = await database.showMigrations().catch(() => true);
    report(
      'tables',
      behind ? [{ code: 'CARREL-D009', fault: 'the migrations of this version have not run' }] : [],
    );
    if (behind) return;
    report('events', await eventFindings(database));
    const notFiled = figures.find(({ name }) => name === 'carrel_not_filed');
    if (notFiled) report('filing', await notFiledFindings(database, notFiled.sql));
  } finally {
    await database.destroy();
  }
}

/** Of the tables of messaging. */
export async function eventFindings(database: DataSource): Promise<Finding[]> {
  const [row] = await database.query(
    `select (select count(*) from dead_letters where requeued_at is null)::int as dead,
      coalesce((select extract(epoch from clock_timestamp() - stored_at) from outbox
        where sent_at is null order by position limit 1), 0)::int as lag`,
  );
  const findings: Finding[] = [];
  if (row.lag > laggingSeconds)
    findings.push({ code: 'CARREL-D011', fault: `the oldest waits for ${row.lag} s to be sent` });
  if (row.dead)
    findings.push({ code: 'CARREL-D012', fault: `${row.dead}; carrel dead-letters list names them` });
  return findings;
}

/** @param sql answers rows of kind and value, as the figure carrel_not_filed */
export async function notFiledFindings(database: DataSource, sql: string): Promise<Finding[]> {
  const rows: { kind: string; value: string }[] = await database.query(sql);
  return rows
    .filter(({ value }) => Number(value) > 0)
    .map(({ kind, value }) => ({
      code: 'CARREL-D013' as const,
      fault: `${value} of kind ${kind}; carrel unfiled list names them`,
    }));
}

export type Checks = (config: ServiceConfig) => Readonly<Record<string, Look>>;
