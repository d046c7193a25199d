import { fileURLToPath } from 'node:url';
import { requests, type AnswerOf } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { NotFound, Refusal } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import {
  aMailbox,
  aNats,
  answer,
  emit,
  eventually,
  freePort,
  listen,
  staff,
  startService,
  type TestNats,
} from '@carrel/testing';
import { createTransport } from 'nodemailer';
import { Delivery } from '../../src/delivery/domain/delivery.js';
import type { Letter } from '../../src/mail/domain/letter.js';
import { ReturnAddresses } from '../../src/mail/return-addresses.js';
import { NotificationsModule } from '../../src/notifications.module.js';
import { dataSourceOptions } from '../../src/persistence/data-source.js';
import { Deliveries } from '../../src/delivery/persistence/deliveries.repository.js';
import { mailJob } from '../../src/delivery/sending.js';
import { aLetter } from '../a-delivery.js';

const loader = fileURLToPath(new URL('../../../../libs/testing/typescript.mjs', import.meta.url));
const eraseds = new Set<string>();
class Erased extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'erased';
}

interface Question {
  number: string;
  institutionId: string;
  patron: { name: string | null; email: string | null };
}

/** notifications with its SMTP receiver open, beside stand-ins for the services it asks. */
export async function anInbox(
  more: {
    domain?: string;
    nats?: TestNats;
    env?: Record<string, string>;
    smtpUrl?: string;
    port?: number;
  } = {},
) {
  const { domain = 'carrel.example' } = more;
  const nats = more.nats ?? (await aNats());
  const mailbox = await aMailbox();
  const events = await listen(nats);
  const port = more.port ?? (await freePort());
  const service = await startService({
    name: 'notifications',
    module: NotificationsModule,
    dataSource: dataSourceOptions,
    nats,
    env: {
      SMTP_URL: more.smtpUrl ?? mailbox.url,
      SMTP_TIMEOUT_SECONDS: '5',
      MAIL_RETRY_SECONDS: '0.1,0.1,0.1',
      MAIL_FROM: `Carrel <carrel@${domain}>`,
      MAIL_REPLY_ADDRESS: `carrel@${domain}`,
      MAIL_SMTP_PORT: String(port),
      MAIL_MAX_MB: '3',
      MAIL_READ_SECONDS: '20',
      CARREL_SOURCE_LOADER: `-C carrel-source --import ${loader}`,
      ...more.env,
    },
  });
  const [aspen, birch] = [newId(), newId()];
  const directory = service.app.get(Directory);
  for (const institutionId of [aspen, birch]) {
    await emit(
      nats,
      'institution.registered.v1',
      {
        ...{ institutionId, name: 'A Library', subscriptionGroupId: newId(), timeZone: 'America/Denver' },
        ...{ profileStatus: 'active', acceptsReferrals: true, redirectToInstitutionId: null, portal: false },
      },
      { subject: institutionId },
    );
    await eventually(async () => {
      if (!(await directory.institution(institutionId))) throw new Error('not known yet');
    });
  }

  /** What the other services know; tests change it. */
  const world = {
    questions: new Map<string, Question>(),
    capturing: true,
    allowed: true,
    contact: true,
    /** Whether questions publishes what comes, so that mails go out. */
    live: false,
    notices: [] as string[],
    alert: null as string | null,
    addresses: new Map([
      ['ask@aspen.example', aspen],
      ['ask@birch.example', birch],
    ]),
  };
  const known = (id: string) => {
    const question = world.questions.get(id);
    if (eraseds.has(id)) throw new Erased('erased');
    if (!question) throw new NotFound('question');
    return question;
  };
  const letter = (questionId: string): AnswerOf<typeof requests.questionLetter> => {
    const { number, institutionId, patron } = known(questionId);
    return {
      ...{ questionId, number, patronInstitutionId: institutionId, patron, subject: 'Bridge' },
      ...{ questionText: 'When was the bridge built?', messageText: null, authorId: null },
    };
  };
  await answer(nats, requests.questionLetter, ({ questionId }) => letter(questionId));
  await answer(nats, requests.questionByNumber, ({ number }) => {
    const [found] = [...world.questions].find(([, question]) => question.number === number) ?? [];
    return { questionId: found ?? null };
  });
  await answer(nats, requests.outgoingAddress, () => ({
    ...{ displayName: null, address: null, enabled: world.capturing },
  }));
  await answer(nats, requests.questionAddress, ({ address }) => ({
    institutionId: world.addresses.get(address.toLowerCase()) ?? null,
  }));
  await answer(nats, requests.alertAddress, () => ({ email: world.alert }));
  await answer(nats, requests.mayReadQuestion, () => ({ allowed: world.allowed, contact: world.contact }));
  await answer(nats, requests.notificationAddresses, () => ({
    enabled: world.notices.length > 0,
    addresses: world.notices,
  }));
  const publish = (
    name: 'question.created.v1' | 'question.patron-replied.v1',
    questionId: string,
    institutionId: string,
    more: object,
  ) => {
    const holding = { institutionId, relations: ['home'], status: 'new', assigneeId: null, waitingOn: null };
    const data = {
      ...{ questionId, number: '1', source: 'mail', sessionId: null, patronInstitutionId: institutionId },
      ...{ practice: false, noContact: false, pooled: false, dueAt: null, holdings: [holding] },
      ...{ actorId: null, actorInstitutionId: null, ...more },
    };
    return emit(nats, name, data as never, { subject: questionId });
  };
  const asked = {
    patronReply: await answer(nats, requests.patronReply, async ({ questionId, messageId }) => {
      const { institutionId } = known(questionId);
      if (world.live)
        await publish('question.patron-replied.v1', questionId, institutionId, { messageId, awaited: false });
      return { questionId };
    }),
    referralReply: await answer(nats, requests.referralReply, () => ({ questionId: newId() })),
    automaticMail: await answer(nats, requests.automaticMail, ({ questionId }) => ({ questionId })),
    mailQuestion: await answer(nats, requests.mailQuestion, async ({ mailId, institutionId, patron }) => {
      world.questions.set(mailId, { number: '1', institutionId, patron });
      if (world.live) await publish('question.created.v1', mailId, institutionId, { resolution: null });
      return { questionId: mailId, number: '1' };
    }),
  };

  const client = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true });
  const addresses = () => service.app.get(ReturnAddresses);
  const inbox = {
    ...{ nats, mailbox, events, service, world, asked, aspen, birch, port, domain },
    erasedInQuestions: (id: string) => eraseds.add(id),
    /** A question of Aspen's, and the mail about it that its patron has. */
    async mailed(letterMore: Partial<Letter> = {}, question: Partial<Question> = {}) {
      const questionId = letterMore.questionId ?? newId();
      const to = letterMore.to ?? `${newId()}@example.org`;
      const number = String(world.questions.size + 4000);
      world.questions.set(questionId, {
        number,
        institutionId: aspen,
        patron: { name: 'Pat', email: to },
        ...question,
      });
      const now = new Date();
      const whole = aLetter({ institutionId: aspen, ...letterMore, questionId, to });
      const delivery = Delivery.queue(newId(), newId(), whole, domain, now);
      delivery.begin(false, [1000], now);
      delivery.accepted(now);
      await service.app.get(Transactions).run((tx) => service.app.get(Deliveries).add(tx, delivery));
      const { id, messageId } = delivery;
      const values = {
        'reply-to': addresses().replyTo(id)!,
        'return-path': addresses().returnPath(id)!,
        'message-id': messageId,
        patron: to,
      };
      return { questionId, deliveryId: id, to, number, messageId, values };
    },
    /** Sends a mail about a question of Aspen's in earnest. */
    async mailOut(to: string, letterMore: Partial<Letter>) {
      const questionId = newId();
      world.questions.set(questionId, {
        number: '77',
        institutionId: aspen,
        patron: { name: null, email: to },
      });
      const whole = aLetter({ institutionId: aspen, ...letterMore, questionId, to });
      const delivery = Delivery.queue(newId(), newId(), whole, domain, new Date());
      await service.app.get(Transactions).run(async (tx) => {
        await service.app.get(Deliveries).add(tx, delivery);
        await tx.job(...mailJob(delivery));
      });
    },
    /** Sends a raw mail by SMTP. @returns the server's reply */
    async send(to: string | string[], raw: string | Buffer, from = 'pat@example.org'): Promise<string> {
      const info = await client.sendMail({ envelope: { from, to }, raw });
      return (info as unknown as { response: string }).response;
    },
    /** The row of the mail that came to this address, once it is looked at. */
    async settled(recipient: string, count = 1) {
      return eventually(async () => {
        const rows = await service.db.query<Record<string, string | null>[]>(
          `SELECT * FROM incoming_mails WHERE recipient = $1 AND status <> 'arrived' ORDER BY id`,
          [recipient.toLowerCase()],
        );
        if (rows.length < count) throw new Error(`${rows.length} mails to ${recipient} are looked at`);
        return rows.at(-1)!;
      });
    },
    replies: (questionId: string) =>
      asked.patronReply.questions.filter((one) => one.questionId === questionId),
    at: (institutionId: string) => service.as(staff({ institutionId, roles: ['librarian'] })),
    operator: () => service.as(staff({ institutionId: birch, roles: [], operator: true })),
    async stop() {
      client.close();
      await events.stop();
      await service.stop();
      await mailbox.stop();
      if (!more.nats) await nats.stop();
    },
  };
  return inbox;
}
export type Inbox = Awaited<ReturnType<typeof anInbox>>;

/** A mail as anybody writes it. */
export const written = (headers: Record<string, string>, text = 'And who designed it?'): string =>
  [
    ...Object.entries({ 'Message-ID': `<${newId()}@example.org>`, ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    '',
    text,
    '',
  ].join('\r\n');
