import { OutsideAddresses, readConfig } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import { makeValidator } from 'envalid';

const list = makeValidator<string[]>((value) =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
);

/** Sites of libraries that Carrel looks at: of the public internet, and where webhooks may go besides. */
@Injectable()
export class OutsideSites extends OutsideAddresses {
  constructor() {
    const read = readConfig(
      { WEBHOOK_ALLOWED_NETWORKS: list({ default: [] }), WEBHOOK_ALLOWED_HOSTS: list({ default: [] }) },
      process.env,
    );
    super({ networks: read.WEBHOOK_ALLOWED_NETWORKS, hosts: read.WEBHOOK_ALLOWED_HOSTS });
  }
}
