import { Module } from '@nestjs/common';
import { MAIL_CONFIG, mailConfig } from './config.js';
import { INCOMING_CONFIG, incomingConfig } from './incoming-config.js';
import { MailServer } from './mail-server.js';
import { ReturnAddresses } from './return-addresses.js';
import { Templates } from './templates.js';

/** A mail: its words, its addresses, and the server that takes it. */
@Module({
  providers: [
    MailServer,
    ReturnAddresses,
    Templates,
    { provide: MAIL_CONFIG, useFactory: () => mailConfig() },
    { provide: INCOMING_CONFIG, useFactory: () => incomingConfig() },
  ],
  exports: [MailServer, ReturnAddresses, Templates, MAIL_CONFIG, INCOMING_CONFIG],
})
export class MailModule {}
