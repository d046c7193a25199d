import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { directionOf, type Language } from '@carrel/contracts';
import type { FastifyReply } from 'fastify';
import { Liquid } from 'liquidjs';
import { RouteFact } from './route-handlers.js';

const style = `body{font:1.05rem/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}
main{max-width:44rem;margin:0 auto;padding:1.5rem}fieldset{border:1px solid #767676;border-radius:.3rem;margin:0 0 1.2rem;padding:.8rem 1rem}
legend,label.field{font-weight:600}label.option{display:inline-block;margin-inline-end:1.2rem;padding:.3rem 0}
textarea,input.line{display:block;width:100%;box-sizing:border-box;font:inherit;margin-top:.4rem}button{font:inherit;padding:.6rem 1.4rem}
.fault{color:#a40000}dt{font-weight:600;margin-top:1rem}dd{margin:0;white-space:pre-wrap}a{color:#0b5394}:focus-visible{outline:3px solid #0b5394;outline-offset:2px}`;

/** Nothing from elsewhere but pictures, no script but the page's own, and nobody frames it unless `framers` may. */
const policyWith = (script: string | undefined, framers = "'none'"): string =>
  [
    "default-src 'none'",
    `style-src '${digestOf(style)}'`,
    ...(script === undefined ? [] : [`script-src '${digestOf(script)}'`]),
    'img-src https:',
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${framers}`,
  ].join('; ');

/** For a page that a link opens once: the desk shows it in a frame of its own, too. */
export const policyOfPages = (): string => policyWith(undefined, "'self'");

const digestOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/**
 * A service's own pages, from Liquid templates in `folder` that begin with `{% layout 'layout.liquid' %}` and put
 * themselves into its block `content`. What people wrote is only ever a value, and every value is escaped.
 */
export class HtmlPages {
  private readonly liquid: Liquid;

  constructor(folder: string) {
    this.liquid = new Liquid({
      root: [folder, join(import.meta.dirname, 'templates')],
      layouts: [join(import.meta.dirname, 'templates')],
      cache: true,
      strictVariables: true,
      strictFilters: true,
      ownPropertyOnly: true,
      outputEscape: 'escape',
    });
  }

  /** The whole document, in the given language and its direction. */
  render(template: string, language: Language, title: string, data: object): Promise<string> {
    const page = { title, language, direction: directionOf(language), style };
    return this.liquid.renderFile(`${template}.liquid`, { ...data, page }) as Promise<string>;
  }
}

/**
 * Answers with a page; the policy of pages takes the place of the one for data. A page does without script, or has one
 * only, which is named here as it stands between its tags and which the page can do without.
 */
export function sendPage(reply: FastifyReply, html: string, status = 200, script?: string): void {
  void reply
    .status(status)
    .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyWith(script) })
    .send(html);
}

/** Lets a handler take what an HTML form sends (application/x-www-form-urlencoded): names to texts. */
export const TakesForms = (): MethodDecorator => RouteFact('takesForms');
