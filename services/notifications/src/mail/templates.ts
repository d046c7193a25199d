import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Liquid } from 'liquidjs';
import { oneLine } from '../domain/address.js';
import type { Message, MessageData } from './messages.js';

export interface Rendered {
  subject: string;
  text: string;
  html: string;
}

const options = {
  root: join(import.meta.dirname, '..', 'templates'),
  cache: true,
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
} as const;

/** Turns a message into a mail. What people wrote is only ever a value, never a template. */
@Injectable()
export class Templates {
  private readonly plain = new Liquid(options);
  private readonly escaped = new Liquid({ ...options, outputEscape: 'escape' });

  async render<M extends Message>(message: M, data: MessageData[M]): Promise<Rendered> {
    const [subject, text, html] = await Promise.all([
      this.plain.renderFile(`${message}.subject.liquid`, data),
      this.plain.renderFile(`${message}.text.liquid`, data),
      this.escaped.renderFile(`${message}.html.liquid`, data),
    ]);
    return {
      subject: oneLine(subject).slice(0, 200),
      text: withoutControls(text),
      html: withoutControls(html),
    };
  }
}

/** Bodies keep their lines; NUL and other control characters have no place in mail (RFC 5322). */
// eslint-disable-next-line no-control-regex
const withoutControls = (text: string) => text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/g, '');
