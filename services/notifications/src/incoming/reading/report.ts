import { shorten } from '@carrel/kernel';
import type { RecipientReport } from '../domain/read-mail.js';
import { plain } from './charset.js';

/** The groups of a message/delivery-status part (RFC 3464), one for each recipient. */
export function recipientReports(text: string): RecipientReport[] {
  const reports: RecipientReport[] = [];
  for (const group of shorten(plain(text), 100_000)
    .split(/\r?\n[ \t]*\r?\n/)
    .slice(0, 100)) {
    const fields = new Map<string, string>();
    for (const line of group
      .replace(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .slice(0, 100)) {
      const colon = line.indexOf(':');
      const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      if (name && !fields.has(name)) fields.set(name, shorten(line.slice(colon + 1).trim(), 1000));
    }
    const action = fields.get('action')?.toLowerCase();
    if (!action && !fields.has('status')) continue;
    reports.push({
      action: action ?? 'failed',
      status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? null,
      recipient: addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient')),
      diagnostic: fields.get('diagnostic-code') ?? '',
    });
  }
  return reports;
}

const addressIn = (field: string | undefined): string | null =>
  /([^\s<>;:"']+@[^\s<>;:"']+)/.exec(field ?? '')?.[1]?.toLowerCase() ?? null;
