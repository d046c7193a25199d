import { eventually } from './client.js';

export interface Mail {
  headers: Record<string, string>;
  subject: string;
  text: string;
  from: { address: string; name: string }[];
  to: { address: string }[];
  envelope: { from: { address: string } };
  attachments?: { contentType: string; filename: string; size: number }[];
}

/** The development mailbox, read over its HTTP page. */
export class Mailbox {
  constructor(private readonly url: string) {}

  async mails(): Promise<Mail[]> {
    const response = await fetch(`${this.url}/api/email`);
    return (await response.json()) as Mail[];
  }

  async mailsTo(address: string): Promise<Mail[]> {
    const mails = await this.mails();
    return mails.filter((mail) => mail.to.some((to) => to.address.toLowerCase() === address.toLowerCase()));
  }

  /** The mail to this address whose text or subject holds the words, as soon as it is there. */
  async mailTo(address: string, words: string): Promise<Mail> {
    return eventually(async () => {
      const mails = await this.mailsTo(address);
      const mail = mails.find((m) => `${m.subject}\n${m.text}`.includes(words));
      if (!mail) throw new Error(`no mail to ${address} with "${words}" among ${mails.length}`);
      return mail;
    });
  }
}
