import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { largestAttachment, refusalOf, safeName } from './attachments.js';

describe('An attachment', () => {
  it('is given out unless it is too large or a program', () => {
    expect(refusalOf('plan.pdf', 'application/pdf', 1000)).toBeNull();
    expect(refusalOf('bomb.zip', 'application/zip', 1000)).toBeNull();
    expect(refusalOf('plan.pdf', 'application/pdf', largestAttachment + 1)).toBe('too-large');
    expect(refusalOf('invoice.pdf.exe', 'application/pdf', 10)).toBe('kind-not-allowed');
    expect(refusalOf('x', 'application/x-msdownload', 10)).toBe('kind-not-allowed');
  });

  it('has a name that holds no path, header or trick', () => {
    expect(safeName('../../etc/passwd', 'text/plain', 1)).toBe('passwd');
    expect(safeName('C:\\Temp\\plan\r\n.pdf', 'application/pdf', 1)).toBe('plan.pdf');
    expect(safeName('fdp.\u202Eexe', 'application/pdf', 1)).toBe('fdp.exe');
    expect(safeName(null, 'application/pdf', 3)).toBe('attachment-3.pdf');
    expect(safeName('..', 'x/y', 2)).toBe('attachment-2');
    expect([...safeName('ä'.repeat(500) + '.pdf', 'application/pdf', 1)].length).toBe(104);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) =>
        /^[^\p{Cc}/\\:*?"<>|]{1,120}$/u.test(safeName(name, 'a/b', 1)),
      ),
    );
  });
});
