import { Worker } from 'node:worker_threads';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { INCOMING_CONFIG, type IncomingConfig } from '../config.js';
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

  constructor(@Inject(INCOMING_CONFIG) private readonly config: Pick<IncomingConfig, 'readMs'>) {}

  /** Undefined when the time was up or the thread broke; the next mail finds a new one. */
  read(raw: Buffer): Promise<ReadMail | undefined> {
    const reading = this.last.then(() => this.readNow(raw));
    this.last = reading.catch(() => undefined);
    return reading;
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  private async readNow(raw: Buffer): Promise<ReadMail | undefined> {
    clearTimeout(this.idle);
    const worker = await (this.worker ??= start());
    const id = (this.count += 1);
    const mail = await new Promise<ReadMail | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), this.config.readMs);
      const done = (found: ReadMail | undefined) => {
        clearTimeout(timer);
        worker.removeAllListeners();
        resolve(found);
      };
      worker.on('message', (said: { id: number; mail: ReadMail }) => said.id === id && done(said.mail));
      worker.on('error', () => done(undefined));
      worker.on('exit', () => done(undefined));
      worker.postMessage({ id, raw });
    });
    if (mail) {
      this.idle = setTimeout(() => void this.stop(), idleMs).unref();
      return mail;
    }
    await this.stop();
    return undefined;
  }

  private async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    const running = await worker?.catch(() => undefined);
    running?.removeAllListeners();
    running?.on('error', () => undefined);
    await running?.terminate();
  }
}

function start(): Promise<Worker> {
  const worker = new Worker(thread, {
    execArgv: execArgv(),
    resourceLimits: { maxOldGenerationSizeMb: 384 },
  });
  return new Promise((resolve, reject) => {
    worker.once('message', () => {
      worker.removeAllListeners();
      resolve(worker);
    });
    worker.once('error', reject);
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
    wholeText: '',
    attachments: [],
    reports: [],
    returned: { messageIds: [], subject: '' },
    cut: ['unreadable'],
  };
}
