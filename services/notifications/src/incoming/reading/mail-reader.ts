import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { INCOMING_CONFIG, type IncomingConfig } from '../../mail/incoming-config.js';
import type { ReadMail } from '../domain/read-mail.js';
import { limits, readHead, splitHead } from './head.js';
import { about } from './read.js';

const isSource = import.meta.url.endsWith('.ts');
const thread = new URL(isSource ? './thread.ts' : './thread.js', import.meta.url);
/** Node cannot run the source as it is; tests name what can. */
const execArgv = () =>
  isSource ? (process.env['CARREL_SOURCE_LOADER'] ?? '').split(' ').filter(Boolean) : [];
/** A thread nobody needs is given back: it holds 20 MB. */
const idleMs = 30_000;

/** Reads mails in a thread of its own, one after the other, each within a time and a memory (promise 15). */
@Injectable()
export class MailReader implements OnModuleDestroy {
  private worker: Promise<Worker> | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private count = 0;
  private idle: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(@Inject(INCOMING_CONFIG) private readonly config: Pick<IncomingConfig, 'readMs'>) {}

  /** Undefined after a timeout or an error of the thread; the next mail gets a new thread. */
  read(raw: Buffer): Promise<ReadMail | undefined> {
    const reading = this.last.then(() => this.readNow(raw));
    this.last = reading.catch(() => undefined);
    return reading;
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    await this.stop();
  }

  private async readNow(raw: Buffer): Promise<ReadMail | undefined> {
    clearTimeout(this.idle);
    const worker = await this.running();
    const id = (this.count += 1);
    const mail = await answerOf(worker, { id, raw }, this.config.readMs);
    if (mail) {
      this.idle = setTimeout(() => void this.stop(), idleMs).unref();
      return mail;
    }
    await this.stop();
    return undefined;
  }

  private async running(): Promise<Worker> {
    if (this.closed) throw new Error('the service stops; the mail is read later');
    this.worker ??= start();
    try {
      return await this.worker;
    } catch (error) {
      this.worker = undefined;
      throw error;
    }
  }

  private async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    const running = await worker?.catch(() => undefined);
    await running?.terminate();
  }
}

async function start(): Promise<Worker> {
  const worker = new Worker(thread, {
    execArgv: execArgv(),
    resourceLimits: { maxOldGenerationSizeMb: 384 },
  });
  // Without a listener an error in the thread would end the process; callers are rejected by its exit.
  worker.on('error', () => undefined);
  // Nor does an idle one keep the process.
  worker.unref();
  await Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(() => Promise.reject(new Error('the reader does not start'))),
  ]);
  return worker;
}

function answerOf(
  worker: Worker,
  asked: { id: number; raw: Buffer },
  withinMs: number,
): Promise<ReadMail | undefined> {
  return new Promise((resolve) => {
    const done = (found: ReadMail | undefined) => {
      clearTimeout(timer);
      worker.off('message', said);
      worker.off('exit', broken);
      resolve(found);
    };
    const said = ({ id, mail }: { id: number; mail: ReadMail }) => id === asked.id && done(mail);
    const broken = () => done(undefined);
    const timer = setTimeout(broken, withinMs);
    worker.on('message', said);
    worker.on('exit', broken);
    worker.postMessage(asked);
  });
}

/** What the headers say of a mail whose body cannot be read: enough to show it to somebody. */
export function headersOnly(raw: Buffer): ReadMail {
  const { headers, count } = readHead(splitHead(raw.subarray(0, limits.headBytes)).head);
  return {
    ...about(headers),
    headers,
    headerCount: count,
    contentType: '',
    reportType: null,
    text: '',
    quoted: '',
    wholeText: '',
    attachments: [],
    reports: [],
    returned: { messageIds: [], subject: '' },
    cut: ['unreadable'],
  };
}
