import { domainKey, Refusal } from '@carrel/kernel';

/** A domain from which a library wants its mail to be seen to come, once its DNS says that it may (A19). */
export interface MailDomain {
  readonly institutionId: string;
  readonly domain: string;
  /** Stands in the TXT record; good for this library and domain only. */
  readonly token: string;
  readonly addedBy: string;
  readonly addedAt: Date;
  readonly verifiedAt: Date | null;
  readonly checkedAt: Date | null;
}

/** The TXT record that its owner has to publish. */
export const recordOf = ({ domain, token }: Pick<MailDomain, 'domain' | 'token'>) => ({
  type: 'TXT' as const,
  name: `_carrel.${domain}`,
  value: `carrel-domain=${token}`,
});

/** Long texts of DNS come in pieces, and other records may stand beside. */
export const proves = (mailDomain: MailDomain, texts: readonly (readonly string[])[]): boolean =>
  texts.some((pieces) => pieces.join('').trim() === recordOf(mailDomain).value);

/** As it is compared and stored. */
export const domainOf = (address: string): string => domainKey(address.slice(address.lastIndexOf('@') + 1));

export class TooManyDomains extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'too-many-domains';
  constructor(most: number) {
    super(`A library names at most ${most} domains; remove one first.`, { most });
  }
}

export class DomainNotVerified extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'domain-not-verified';
  constructor(domain: string) {
    super(
      `${domain} is not verified: add it under mail-domains, publish its TXT record and verify it; until then a display name alone is possible.`,
      { domain },
    );
  }
}

export class RecordNotFound extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'record-not-found';
  constructor(mailDomain: Pick<MailDomain, 'domain' | 'token'>) {
    super('Its TXT record was not found; a new one may take an hour to be seen.', {
      record: recordOf(mailDomain),
    });
  }
}

export class DnsSilent extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'dns-silent';
  constructor(domain: string) {
    super(`The name servers did not answer about ${domain}; try again in a minute.`, { domain });
  }
}
