import { createTransport } from 'nodemailer';
import { mailConfig } from '../config.js';

/** What is wrong with the mail server the environment names; undefined when it takes us. */
export async function faultOfMailServer(): Promise<string | undefined> {
  const transport = createTransport({
    url: mailConfig().smtpUrl,
    connectionTimeout: 3_000,
    greetingTimeout: 3_000,
  } as never);
  try {
    await transport.verify();
    return undefined;
  } catch (error) {
    return `does not take us (${(error as Error).message})`;
  } finally {
    transport.close();
  }
}
