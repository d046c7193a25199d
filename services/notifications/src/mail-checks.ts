import {
  dnsServers,
  mailDnsFindings,
  readConfig,
  type Finding,
  type Look,
  type ServiceConfig,
} from '@carrel/web';
import { createTransport } from 'nodemailer';
import { mailConfig } from './mail/config.js';
import { incomingConfig } from './mail/incoming-config.js';

/** What `doctor` looks at for mail; names are looked up in production alone, where the sender's domain is a real one. */
export const mailChecks = ({ production }: ServiceConfig): Record<string, Look> => ({
  'mail server': mailServerFindings,
  ...(production ? { 'mail names': nameFindings } : {}),
});

async function mailServerFindings(): Promise<Finding[]> {
  const transport = createTransport({
    url: mailConfig().smtpUrl,
    connectionTimeout: 3_000,
    greetingTimeout: 3_000,
  } as never);
  try {
    await transport.verify();
    return [];
  } catch (error) {
    return [{ code: 'CARREL-D014', fault: `does not take us (${(error as Error).message})` }];
  } finally {
    transport.close();
  }
}

function nameFindings(): Promise<Finding[]> {
  const { domain, dkim } = mailConfig();
  const { reply } = incomingConfig();
  const { DNS_SERVERS: servers } = readConfig({ DNS_SERVERS: dnsServers({ default: [] }) });
  return mailDnsFindings({
    from: domain,
    replies: reply?.domain,
    dkim: dkim
      ? { domain: dkim.domainName, selector: dkim.keySelector, privateKey: dkim.privateKey }
      : undefined,
    servers,
  });
}
