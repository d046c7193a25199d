import { describe, expect, it } from '@jest/globals';
import { ownHtml } from './own-html.js';

describe('A library’s own HTML', () => {
  it('keeps headings, lists, links and pictures', () => {
    const kept = '<h2>Closed</h2><ul><li><b>Call</b> <a href="tel:+1555">us</a></li></ul>';
    expect(ownHtml(kept)).toBe(kept);
    expect(ownHtml('<img src="https://a.example/x.png">')).toBe(
      '<img src="https://a.example/x.png" alt="" />',
    );
    expect(ownHtml('<h1>Big</h1>')).toBe('<h2>Big</h2>');
    expect(ownHtml('<a href="https://a.example">a</a>')).toContain(
      'target="_blank" rel="noopener noreferrer"',
    );
  });

  it('is cut where it is nested too deeply to be anybody’s page, and always answers', () => {
    for (const tag of ['b', 'div', 'ul><li', 'table><tr><td']) {
      const nested = ownHtml(`<${tag}>`.repeat(20_000 / (tag.length + 2)));
      expect(nested.match(/<\w/g)?.length ?? 0).toBeLessThan(250);
    }
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<svg><script>alert(1)</script></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<p style="position:fixed;inset:0">x</p>',
    '<style>*{display:none}</style>',
    '<form action="https://evil.example"><input name=password></form>',
    '<iframe src="https://evil.example"></iframe>',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<p id="page" class="button first" name="x">x</p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<a href="//evil.example">x</a>',
    '<img src="http://a.example/x.png">',
    '<a href="/\\\\evil.example">x</a>',
    '<textarea></textarea/><img src=x onerror=alert(1)>',
    '<svg><animate attributeName="href" values="#a;javascript:alert(1)"/><a>x</a></svg>',
    '<xmp><script>alert(1)</script></xmp>',
    '<p title="data:x" onclick="alert(1)">x</p>',
  ])('loses what runs, restyles or leads astray: %s', (written) => {
    expect(ownHtml(written)).not.toMatch(
      /script|on\w+=|javascript:|data:|style|form|input|iframe|base|meta|id=|class=|name=|\/\/evil|svg|http:/i,
    );
  });
});
