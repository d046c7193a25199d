import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '@carrel/kernel';
import { startTracing } from '@carrel/messaging';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CannotBeDone, ConfigError, databaseUrl, serviceConfig, UsageError } from './config.js';
import { createService, previewService, type ServiceDefinition } from './create-service.js';
import { doctor } from './doctor/doctor.js';
import { Draining } from './draining.js';
import { constraintsWithoutCode } from './field-codes.js';
import { StartupServer } from './startup-server.js';
import type { DataSourceFor } from './database.js';
import { createLogger, type Logger } from './logging.js';
import { migrateDatabase } from './migrating.js';
import { documentOf } from './openapi.js';
import { operatorCommands } from './operator-commands.js';
import { NotOurs } from './seal.js';
import { Streams } from './streams.js';

/** After SIGTERM the process is gone within this many milliseconds (promise 14). */
const exitWithinMs = 9_500;

/** How long a command waits for its database. */
const commandWaitsMs = 10_000;

/**
 * A service's whole main: `node main.js` serves, `migrate` brings the database up to date with the owner's role,
 * `openapi <file>` writes the document, `doctor` says what is wrong; more modes are in operator-commands.ts. Ends the
 * process with 1 and a readable message when it cannot, with 2 when it was asked wrongly.
 */
export async function runService(definition: ServiceDefinition): Promise<void> {
  const [mode, ...args] = process.argv.slice(2);
  const [file] = args;
  try {
    if (mode === undefined) await serve(definition);
    else if (mode === 'migrate') await migrate(definition);
    else if (mode === 'openapi' && file) await writeDocument(definition, file);
    else if (mode === 'doctor') process.exit((await doctor(definition)) ? 0 : 1);
    else await command(definition, mode, args);
  } catch (error) {
    const meant = [CannotBeDone, ConfigError, NotOurs, Refusal, UsageError].some(
      (kind) => error instanceof kind,
    );
    const readable = meant ? (error as Error).message : error;
    process.stderr.write(`${definition.name} cannot ${mode ?? 'start'}: ${describe(readable)}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

async function serve({ name, module, dataSource, words }: ServiceDefinition): Promise<void> {
  const config = serviceConfig(name);
  const logger = createLogger(name, config.logLevel);
  const endTracing = await startTracing(name);
  const lobby = new StartupServer(config.port, config.host);
  const leave = (): never => process.exit(0);
  process.once('SIGTERM', leave).once('SIGINT', leave);
  const onWaiting = (reason: string): void => {
    logger.warn(`waiting: ${reason}`);
    lobby.say(reason).catch((error: unknown) => fail(logger, error));
  };
  const app = await createService(module, { name, dataSource, logger, onWaiting, words });
  await lobby.close();
  // NATS may come later: the service takes requests meanwhile and says on /health/ready what is missing.
  app.startAllMicroservices().catch((error: unknown) => fail(logger, error));
  await app.listen({ port: config.port, host: config.host });
  logger.info(`listening on ${config.host}:${config.port}`);
  process.off('SIGTERM', leave).off('SIGINT', leave);
  const stop = (): void => void drain(app, logger, config.drainDelayMs, endTracing);
  process.once('SIGTERM', stop).once('SIGINT', stop);
  process.on('unhandledRejection', (error) => fail(logger, error));
  process.on('uncaughtException', (error) => fail(logger, error));
}

/** Reports not ready, asks streams to reconnect elsewhere, takes no new connections, finishes running requests. */
async function drain(
  app: NestFastifyApplication,
  logger: Logger,
  delayMs: number,
  endTracing: () => Promise<void>,
): Promise<void> {
  logger.info('draining');
  setTimeout(() => process.exit(1), exitWithinMs).unref();
  app.get(Draining).begin();
  app.get(Streams).drain();
  await sleep(Math.min(delayMs, exitWithinMs / 2));
  await app.close();
  await Promise.race([endTracing(), sleep(1_000)]);
  logger.info('stopped');
  process.exit(0);
}

async function migrate({ name, dataSource }: ServiceDefinition): Promise<void> {
  await migrateDatabase(dataSource, databaseUrl(name, 'owner'), (line) => {
    process.stdout.write(`${name}: ${line}\n`);
  });
  process.exit(0);
}

async function writeDocument(definition: ServiceDefinition, file: string): Promise<void> {
  const unnamed = constraintsWithoutCode();
  if (unnamed.length) throw new CannotBeDone(`field-codes.ts has no code for ${unnamed.join(', ')}`);
  const app = await previewService(definition);
  await writeFile(
    file,
    `${JSON.stringify(await documentOf(app, definition.name, definition.words), null, 2)}\n`,
  );
  process.exit(0);
}

async function command(
  { name, module, dataSource, commands: own }: ServiceDefinition,
  mode: string,
  args: string[],
) {
  const commands = { ...operatorCommands, ...own };
  const run = Object.hasOwn(commands, mode) ? commands[mode] : undefined;
  if (!run) {
    const modes = ['migrate', 'openapi <file>', 'doctor', ...Object.keys(commands)].join(', ');
    throw new UsageError(`${mode} is not a mode: start without one, or with one of ${modes}`);
  }
  await run(await appFor(name, module, dataSource), args);
  process.exit(0);
}

/** Somebody waits for the answer: a database that is away is said and not waited for. */
async function appFor(name: string, module: ServiceDefinition['module'], dataSource: DataSourceFor) {
  let reason = '';
  const onWaiting = (said: string): void => void (reason = said);
  const signal = AbortSignal.timeout(commandWaitsMs);
  return createService(module, { name, dataSource, onWaiting, signal }).catch((error: unknown) => {
    throw signal.aborted ? new CannotBeDone(reason) : error;
  });
}

function fail(logger: Logger, error: unknown): void {
  logger.fatal({ err: error }, 'ending on an error nobody handled');
  process.exit(1);
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
