import { domainKey, isSameMailbox } from '@carrel/kernel';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { INCOMING_CONFIG, type IncomingConfig } from './incoming-config.js';

/** What an address of ours was made for: an answer to one mail, or word that it could not be delivered. */
export type Purpose = 'reply' | 'bounce';
/** The result of reading an address: the delivery it belongs to, or that it is forged. */
export type ReturnAddress = { purpose: Purpose; deliveryId: string } | 'forged';

const marks = { reply: 'r', bounce: 'b' } as const satisfies Record<Purpose, string>;
const macBytes = 10;

/**
 * The addresses our mails can be answered at (A19, B15) and returned to (VERP). Each names one delivery, that is
 * one recipient and one question, and is signed: nobody makes up the address of another question. Letters count
 * without case, since some systems on the way change it.
 */
@Injectable()
export class ReturnAddresses {
  private readonly keys: readonly Buffer[];

  constructor(@Inject(INCOMING_CONFIG) private readonly config: IncomingConfig) {
    this.keys = config.secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'carrel return addresses', 32)),
    );
  }

  /** The domain under which mail comes in; null while none does. */
  get domain(): string | null {
    return this.config.reply?.domain ?? null;
  }

  /** Where the recipient's answer to this mail goes; undefined while no mail comes in. */
  replyTo(deliveryId: string): string | undefined {
    return this.write('reply', deliveryId);
  }

  /** The envelope's sender, where a report on this mail goes. */
  returnPath(deliveryId: string): string | undefined {
    return this.write('bounce', deliveryId);
  }

  /** Undefined for what is no address of this kind. */
  read(address: string): ReturnAddress | undefined {
    const { reply } = this.config;
    const at = address.lastIndexOf('@');
    const local = address.slice(0, at).toLowerCase();
    if (!reply || domainKey(address.slice(at + 1)) !== domainKey(reply.domain)) return undefined;
    const prefix = reply.mailbox && `${reply.mailbox}+`;
    if (!local.startsWith(prefix)) return undefined;
    const [, mark, token] = /^([rb])-([a-z2-7]+)$/.exec(local.slice(prefix.length)) ?? [];
    if (!token) return undefined;
    const purpose: Purpose = mark === 'r' ? 'reply' : 'bounce';
    const bytes = fromBase32(token);
    const id = bytes.subarray(0, 16);
    const known =
      bytes.length === 16 + macBytes &&
      this.keys.some((key) => timingSafeEqual(macOf(key, purpose, id), bytes.subarray(16)));
    return known ? { purpose, deliveryId: uuidOf(id) } : 'forged';
  }

  /** Whether this is the mailbox all answers come to, without a token. */
  isBare(address: string): boolean {
    const { reply } = this.config;
    return !!reply?.mailbox && isSameMailbox(address, `${reply.mailbox}@${reply.domain}`);
  }

  private write(purpose: Purpose, deliveryId: string): string | undefined {
    const { reply } = this.config;
    if (!reply) return undefined;
    const id = Buffer.from(deliveryId.replaceAll('-', ''), 'hex');
    if (id.length !== 16) throw new Error('a return address is made for a delivery');
    const token = toBase32(Buffer.concat([id, macOf(this.keys[0]!, purpose, id)]));
    return `${reply.mailbox && `${reply.mailbox}+`}${marks[purpose]}-${token}@${reply.domain}`;
  }
}

const macOf = (key: Buffer, purpose: Purpose, id: Buffer): Buffer =>
  createHmac('sha256', key).update(purpose).update(id).digest().subarray(0, macBytes);

const uuidOf = (id: Buffer): string =>
  id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

// RFC 4648 base32 in small letters: local parts may lose their case, and 26 bytes must fit beside a mailbox.
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

function toBase32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return bits.replace(/.{1,5}/g, (five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]!);
}

function fromBase32(text: string): Buffer {
  let bits = '';
  for (const letter of text) bits += alphabet.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
