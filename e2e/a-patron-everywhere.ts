import { ok } from '@carrel/client';
import { createTransport } from 'nodemailer';
import type { Stack } from '../tools/src/index.js';
import { at, eventually, signIn, speaker, type Speaker, type Staff } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';

/** One patron of Cedar's, of whom every word begins with the same mark, wherever it can be left. */
export class APatronEverywhere {
  private readonly anyone: Speaker;
  private cedar!: string;
  private lib!: Staff;
  private rev!: Staff;
  private admin!: Staff;
  readonly email: string;

  constructor(
    private readonly stack: Stack,
    /** In lower case. */
    readonly mark: string,
  ) {
    this.anyone = speaker(stack.url);
    this.email = `${mark}@patron.example`;
  }

  private get patron() {
    return { name: this.said('name'), email: this.email };
  }

  private said(how: string): string {
    return `${this.mark}-${how}`;
  }

  async arrive(): Promise<void> {
    const sign = (who: string) => signIn(this.stack.url, `${who}@cedar.example`);
    [this.lib, this.rev, this.admin] = [await sign('librarian'), await sign('reviewer'), await sign('admin')];
    this.cedar = this.lib.account.institutionId!;
    const none = { use: 'none' as const, questions: [], url: null };
    await ok(
      this.admin.admin.PUT('/v1/institutions/{id}/settings/{key}', {
        params: { path: { id: this.cedar, key: 'surveys' } },
        body: {
          chatSession: { ...none, use: 'internal', questions: ['satisfied', 'comments'] },
          askAnswers: none,
        },
      }),
    );
    for (const { chat } of [this.lib, this.rev]) {
      const { items } = await ok(chat.GET('/v1/queues'));
      const queueIds = items.filter(({ kind }) => kind !== 'practice').map(({ id }) => id);
      await ok(chat.PUT('/v1/monitor', { body: { availability: 'available', queueIds, takeOver: true } }));
    }
  }

  /** A form, and what staff write about the question: notes, messages, drafts, files, a referral there and back. */
  async asksByForm(): Promise<void> {
    const { id, token } = await this.asks(this.said('form'));
    const { questions, referrals } = this.lib;
    const say = (how: string) => ({ ...at(id), body: { text: this.said(how) } });
    await ok(questions.POST('/v1/questions/{id}/claim', at(id)));
    await ok(questions.POST('/v1/questions/{id}/notes', say('note')));
    await ok(questions.POST('/v1/questions/{id}/messages', say('message')));
    const agency = { ...at(id), body: { name: this.said('agency') } };
    await ok(questions.POST('/v1/questions/{id}/outside-agencies', agency));
    await ok(questions.POST('/v1/questions/{id}/clarifications', say('clarification')));
    const patron = speaker(this.stack.url, token);
    await ok(patron.questions.POST('/v1/questions/{id}/replies', say('reply')));
    const files = `/api/questions/v1/questions/${id}/files?name=${this.said('file')}.txt`;
    await this.uploads(this.lib.token, files, this.said('content'));
    const dogwood = await signIn(this.stack.url, 'librarian@dogwood.example');
    const to = { kind: 'cooperative-partner' as const, institutionId: dogwood.account.institutionId! };
    const refer = { questionId: id, reason: this.said('referral'), to };
    const referral = await ok(referrals.POST('/v1/referrals', { body: refer }));
    const giveBack = { ...at(referral.id), body: { reason: this.said('return') } };
    await ok(dogwood.referrals.POST('/v1/referrals/{id}/return', giveBack));
    await ok(questions.PUT('/v1/questions/{id}/draft', say('draft')));
    await ok(questions.POST('/v1/questions/{id}/answers', say('answer')));
    const review = { ...at(id), body: { marks: {}, comment: this.said('review') } };
    await ok(this.rev.questions.PUT('/v1/questions/{id}/review', review));
    const forward = { ...at(id), body: { to: 'coordinator' as const, comment: this.said('forward') } };
    await ok(this.rev.questions.POST('/v1/questions/{id}/forwards', forward));
    const reopen = { ...at(id), body: { reason: this.said('reopen') } };
    await ok(this.rev.questions.POST('/v1/questions/{id}/reopen', reopen));
  }

  /** From an address of the network that a proxy in front tells the services of. */
  async asksFrom(ip: string): Promise<void> {
    const asked = { institutionId: this.cedar, patron: this.patron };
    for (const [service, path, body] of [
      ['questions', '/api/questions/v1/questions', { ...asked, text: this.said('from') }],
      ['chat', '/api/chat/v1/sessions', { ...asked, question: this.said('from') }],
    ] as const) {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': ip };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await fetch(this.stack.urls[service] + path, init);
      if (answer.status !== 201) throw new Error(`${path}: ${answer.status}`);
      if (service === 'chat') await this.leaves((await answer.json()) as { id: string; token: string });
    }
  }

  /** A chat with a librarian, a file in it, staff's talk beside it, and the survey after it. */
  async chats(): Promise<void> {
    const { id, token } = await this.opens();
    const { chat } = this.lib;
    const say = (how: string) => ({ ...at(id), body: { text: this.said(how), clientId: this.said(how) } });
    await ok(chat.POST('/v1/sessions/{id}/accept', at(id)));
    const patron = speaker(this.stack.url, token);
    await ok(patron.chat.POST('/v1/sessions/{id}/messages', say('line')));
    await ok(chat.POST('/v1/sessions/{id}/messages', say('help')));
    const files = `/api/chat/v1/sessions/${id}/attachments?name=${this.said('letter')}.txt`;
    await this.uploads(token, files, this.said('letter'));
    const aside = { toLibrarianId: this.rev.account.id, text: this.said('aside'), sessionId: id };
    await ok(chat.POST('/v1/instant-messages', { body: aside }));
    await ok(chat.POST('/v1/sessions/{id}/end', { ...at(id), body: { resolution: 'answered' } }));
    const mail = await new Mailbox(this.stack.urls.mailbox).mailTo(this.email, this.said('line'));
    const survey = /\/surveys\/([\w-]{66})/.exec(mail.text)?.[1] ?? '';
    await ok(
      this.anyone.questions.POST('/v1/surveys/{token}', {
        params: { path: { token: survey } },
        body: { answers: { satisfied: 5, comments: this.said('survey') } },
      }),
    );
  }

  /** Chats that became no question: nobody came, and nobody wrote a word. @returns the one without an address */
  async givesUp(): Promise<string> {
    const dropped = await this.opens();
    await ok(this.lib.chat.POST('/v1/sessions/{id}/accept', at(dropped.id)));
    await ok(
      this.lib.chat.POST('/v1/sessions/{id}/end', { ...at(dropped.id), body: { resolution: 'lost-call' } }),
    );
    await this.leaves(await this.opens());
    const nameless = await this.opens({ name: this.said('alone') });
    const alone = { text: this.said('alone'), clientId: this.said('alone') };
    await ok(
      speaker(this.stack.url, nameless.token).chat.POST('/v1/sessions/{id}/messages', {
        ...at(nameless.id),
        body: alone,
      }),
    );
    await this.leaves(nameless);
    return nameless.id;
  }

  /** A question by mail with something attached, and a mail that becomes none. */
  async writes(): Promise<void> {
    const { hostname, port } = new URL(this.stack.urls.mailIn);
    const transport = createTransport({ host: hostname, port: Number(port), ignoreTLS: true });
    for (const Precedence of ['first-class', 'bulk'])
      await transport.sendMail({
        ...{ from: `${this.said('name')} <${this.email}>`, to: 'ask@cedar.example', headers: { Precedence } },
        ...{ subject: this.said('mail'), text: this.said('mail') },
        attachments: [{ filename: `${this.said('scan')}.txt`, content: this.said('scan') }],
      });
    transport.close();
    const listed = { list: 'all' as const, q: this.said('mail') };
    await eventually(async () => {
      const found = await ok(this.lib.questions.GET('/v1/questions', { params: { query: listed } }));
      const { items } = await ok(
        this.admin.notifications.GET('/v1/incoming-mails', { params: { query: { status: 'refused' } } }),
      );
      const refused = items.some(({ subject }) => subject === this.said('mail'));
      if (!found.items.length || !refused) throw new Error('the mails have not arrived');
    });
  }

  /** Cedar's administrator has everything of the patron forgotten. @returns how many questions it were */
  async isForgotten(): Promise<number> {
    const { questions } = this.admin;
    const { id } = await ok(questions.POST('/v1/erasures', { body: { email: this.email.toUpperCase() } }));
    return eventually(async () => {
      const erasure = await ok(questions.GET('/v1/erasures/{id}', at(id)));
      if (erasure.status !== 'done') throw new Error('not yet forgotten');
      return erasure.questions;
    });
  }

  private async asks(text: string): Promise<{ id: string; token: string }> {
    const body = { institutionId: this.cedar, patron: this.patron, subject: this.said('subject'), text };
    const { id, token } = await ok(this.anyone.questions.POST('/v1/questions', { body }));
    return { id, token: token! };
  }

  private async opens(
    patron: { name: string; email?: string } = this.patron,
  ): Promise<{ id: string; token: string }> {
    const body = { institutionId: this.cedar, patron, question: this.said('question') };
    return ok(this.anyone.chat.POST('/v1/sessions', { body }));
  }

  private async leaves({ id, token }: { id: string; token: string }): Promise<void> {
    await speaker(this.stack.url, token).chat.DELETE('/v1/sessions/{id}', at(id));
  }

  private async uploads(token: string, path: string, text: string): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
    const { status } = await fetch(this.stack.url + path, { method: 'POST', headers, body: text });
    if (status !== 201) throw new Error(`upload to ${path}: ${status}`);
  }
}
