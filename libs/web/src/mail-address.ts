import { readableMailbox } from '@carrel/kernel';
import { Transform } from 'class-transformer';

/** For a field that holds a mail address: without space around it, an international domain in its own letters. */
export const MailAddress = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? readableMailbox(value) : (value as unknown)));
