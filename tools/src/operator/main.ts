import { Argument, Command, CommanderError, Option } from 'commander';
import { newCalloutKeys } from '../nats-accounts.js';
import { services, type ServiceName } from '../stack/layout.js';
import { BadArgument, inWords } from '../stack/refused.js';
import {
  address,
  backupFolder,
  chosen,
  count,
  freshFolder,
  id,
  ids,
  pastTime,
  projections,
  timeOfDay,
} from './arguments.js';
import { backUp, restore } from './backup.js';
import { violationsAt } from './invariants.js';
import { kinds, type Kind } from './moving-in/mapping.js';
import { moveIn, type Options } from './moving-in/moving-in.js';
import { backUpNightly, backUpNow } from './nightly.js';
import { placeOf } from './place.js';
import { runMode } from './run-mode.js';

const say = (line: string): void => console.log(line);
const one = () => new Option('--service <name>', 'only this service').choices(services);

/**
 * The `carrel` command: its exit code is 0 when everything went as asked, 1 when it could not, and 2 when it was asked
 * for what it does not understand, with nothing done.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const carrel = new Command('carrel')
    .description(
      'What operators do to a running Carrel. Speaks to the system the environment names, else to npm start’s.',
    )
    .showHelpAfterError('(carrel --help shows what there is)')
    .exitOverride();

  carrel
    .command('doctor')
    .description('says what is wrong with what each service needs')
    .addOption(one())
    .action(({ service }: { service?: ServiceName }) => everywhere(service, ['doctor']));
  carrel
    .command('bootstrap')
    .argument('[address]', 'whom the one-time link is for', address)
    .description('makes the first operator, once')
    .action((address?: string) => run('admin', ['bootstrap', ...(address ? [address] : [])]));
  carrel
    .command('rotate-keys')
    .description('lets the next key sign access tokens; nobody is logged out')
    .action(() => run('admin', ['rotate-keys']));
  carrel
    .command('nats-keys')
    .description('makes the keys by which NATS lets integrators in: one for notifications, one for NATS')
    .action(() => {
      const { seed, issuer } = newCalloutKeys();
      say(`NATS_CALLOUT_SEED=${seed}\nNATS_CALLOUT_ISSUER=${issuer}`);
    });
  carrel
    .command('reseal')
    .description('after CARREL_SECRET was replaced: seals what is kept sealed under the one of now')
    .action(async () => {
      for (const service of ['admin', 'notifications'] as const) await run(service, ['reseal']);
    });
  carrel
    .command('rebuild')
    .addArgument(
      new Argument('<projection>', 'what is to be made anew from what it was made of').choices(
        Object.keys(projections),
      ),
    )
    .description(
      'directory: every service’s copy of libraries, groups, memberships, accounts and settings; ' +
        'statistics: daily and monthly counts; search: the words that questions are found by',
    )
    .action((projection: keyof typeof projections) => run(projections[projection], ['rebuild', projection]));
  carrel
    .command('replay')
    .requiredOption('--since <time>', 'such as 2026-01-31T12:00:00Z; seven days back at most', pastTime)
    .addOption(one())
    .description('sends the facts since then again; consumers drop what they have had')
    .action(({ since, service }: { since: string; service?: ServiceName }) =>
      everywhere(service, ['replay', since]),
    );
  carrel
    .command('erase')
    .argument('<library>', 'its id', id)
    .argument('<address>', "the patron's e-mail address", address)
    .description('forgets a patron of a library, in every service')
    .action((library: string, address: string) => run('questions', ['erase', library, address]));

  carrel
    .command('import')
    .addArgument(new Argument('<kind>', 'what the rows are').choices(kinds))
    .argument('<file>', 'CSV, or a JSON object a line')
    .requiredOption('--mapping <file>', 'which column becomes which field, as YAML or JSON')
    .option('--dry-run', 'says what would come of it, and writes nothing')
    .option('--report <file>', 'writes every row that was refused, or has changed since, as CSV')
    .description(
      'moves in from another system; given again it goes on where it stopped, and adds nothing twice',
    )
    .action((kind: Kind, file: string, options: Options) => moveIn(placeOf(), kind, file, options, say));

  const letters = carrel.command('dead-letters').description('events a service has given up');
  letters
    .command('list')
    .addOption(one())
    .action(({ service }: { service?: ServiceName }) => everywhere(service, ['dead-letters', 'list']));
  letters
    .command('requeue')
    .argument('[ids...]', 'as list shows them', ids)
    .option('--all', 'every dead letter there is')
    .addOption(one().makeOptionMandatory())
    .description('has them handled again; their effect happens once')
    .action((named: string[], { all, service }: { all?: boolean; service: ServiceName }) =>
      run(service, ['dead-letters', 'requeue', ...chosen(named, all)]),
    );

  const unfiled = carrel
    .command('unfiled')
    .description('chats and mails that should have become questions and could not');
  for (const what of ['list', 'requeue'])
    unfiled.command(what).action(async () => {
      for (const service of ['questions', 'notifications'] as const) await run(service, ['unfiled', what]);
    });

  carrel
    .command('invariants')
    .option('--settled <seconds>', 'how long what is under way may take', count, 120)
    .description('looks through the five databases for what must never be; it only reads')
    .action(async ({ settled }: { settled: number }) => {
      const broken = await violationsAt(placeOf(), settled, say);
      if (broken.length) throw new Error(`${broken.length} of what must hold does not.`);
      say('Everything that must hold does.');
    });

  carrel
    .command('backup')
    .argument('<folder>', 'which holds no backup yet', freshFolder)
    .description('writes every row of the five databases, as of one moment')
    .action((folder: string) => backUp(placeOf(), folder, say));
  carrel
    .command('backups')
    .argument('<folder>', 'where each gets a folder named after its time')
    .option('--at <time>', 'every day at this time, until stopped', timeOfDay)
    .option('--keep <number>', 'how many whole ones stay', count, 14)
    .description('writes a backup now, or every day at a time, and deletes the oldest')
    .action(async (folder: string, { at, keep }: { at?: [number, number]; keep: number }) => {
      if (!at) return void (await backUpNow(placeOf(), folder, keep, say));
      const stopping = new AbortController();
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
      await backUpNightly(placeOf(), folder, { at, keep }, say, stopping.signal);
    });
  carrel
    .command('restore')
    .argument('<folder>', 'what backup has written', backupFolder)
    .description('puts a backup into empty databases; the services must not run')
    .action((folder: string) => restore(placeOf(), folder, say));

  try {
    await carrel.parseAsync(argv);
  } catch (error) {
    // Commander has said itself what it did not understand; help that was asked for is no fault.
    if (error instanceof CommanderError) process.exitCode = error.exitCode ? 2 : 0;
    else {
      console.error(inWords(error, process.env.CARREL_DATA ?? '.data'));
      process.exitCode = codeOf(error);
    }
  }
}

const codeOf = (error: unknown): number => (error instanceof BadArgument ? 2 : 1);

async function run(service: ServiceName, args: readonly string[]): Promise<void> {
  await runMode(placeOf(), service, args, say);
}

/** In every service, or one; an error in one does not stop the others. */
async function everywhere(only: ServiceName | undefined, args: readonly string[]): Promise<void> {
  const place = placeOf();
  const asked = (only ? [only] : services).map(async (service) => {
    const said: string[] = [];
    await runMode(place, service, args, (line) => said.push(`${service}: ${line}`)).catch(
      (error: unknown) => {
        process.exitCode = Math.max(Number(process.exitCode ?? 0), codeOf(error));
        if (args[0] !== 'doctor') said.push(`${service}: ${inWords(error, '')}`);
      },
    );
    return said;
  });
  const lines = (await Promise.all(asked)).flat();
  const nothing = lines.every((line) => line.endsWith(': no dead letters'));
  for (const line of nothing && lines.length ? ['no dead letters'] : lines) say(line);
}
