import { describe, expect, it } from '@jest/globals';
import { findingsOn } from './domain/site-check.js';
import { sitePageOf } from './site-page.js';

const meant = {
  carrel: new URL('https://carrel.example'),
  addresses: ['cedar', '0192f0c1-2345-7abc-8def-0123456789ab'],
  formerAddresses: ['cedar-law'],
};
const line = (src = 'https://carrel.example/carrel.js', library = 'data-library="cedar"') =>
  `<!doctype html><body><script src="${src}" ${library} async></script>`;
const on = (html: string, policies: string[] = [], url = 'https://www.cedar.example/') =>
  findingsOn(sitePageOf(new URL(url), html, policies), meant);
const codes = (...given: Parameters<typeof on>) => on(...given).map(({ code }) => code);

describe('A site that shows a library’s chat', () => {
  it('is well with the one line, by whichever address of the library', () => {
    expect(on(line())).toEqual([]);
    expect(on(line(undefined, 'data-library="0192F0C1-2345-7abc-8def-0123456789ab"'))).toEqual([]);
    expect(on(line('//carrel.example/carrel.js'))).toEqual([]);
  });

  it.each([
    ['has no script', '<p>Hello</p>', ['script-missing']],
    ['has the script in a comment only', `<!-- ${line()} -->`, ['script-missing']],
    ['has it as text', '<pre>&lt;script src="https://carrel.example/carrel.js"></pre>', ['script-missing']],
    ['loads it from elsewhere', line('https://old.example/carrel.js'), ['script-elsewhere']],
    ['loads it without TLS', line('http://carrel.example/carrel.js'), ['mixed-content']],
    ['names no library', line(undefined, ''), ['library-missing']],
    ['names another library', line(undefined, 'data-library="ceder"'), ['library-wrong']],
    ['names an address of before', line(undefined, 'data-library="cedar-law"'), ['library-former']],
  ])('%s', (_, html, found) => expect(codes(html)).toEqual(found));

  const open = 'https://carrel.example';
  it.each([
    ["default-src 'self'", ['policy-script', 'policy-frame', 'policy-connect']],
    [`default-src 'self'; script-src ${open}`, ['policy-frame', 'policy-connect']],
    [`default-src 'self' ${open}`, []],
    [`script-src ${open}/other/; frame-src https:; connect-src *`, ['policy-script']],
    [`script-src carrel.example; frame-src *.example; connect-src https://*:443`, []],
    [`script-src ${open}; child-src ${open}; connect-src http://carrel.example:80`, []],
    [`script-src 'strict-dynamic' ${open}`, ['policy-script']],
    ["img-src 'none'", []],
    [`frame-src ${open}; frame-src 'none'`, []],
    [`frame-src 'none', frame-src ${open}`, ['policy-frame']],
    ["frame-src 'none'", ['policy-frame']],
  ])('its policy %s stands in the way of %j', (policy, found) => {
    expect(codes(line(), [policy])).toEqual(found);
    const written = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
    if (!policy.includes(',')) expect(codes(written + line())).toEqual(found);
  });

  it('may let the script in by a nonce, which opens no frame', () => {
    const html = line(undefined, 'data-library="cedar" nonce="abc"');
    expect(codes(html, ["default-src 'nonce-abc' 'strict-dynamic'"])).toEqual([
      'policy-frame',
      'policy-connect',
    ]);
  });
});
