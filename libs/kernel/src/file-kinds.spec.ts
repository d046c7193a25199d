import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FileRefused, filesTaken, takeFile } from './file-kinds.js';
import { safeFileName } from './file-names.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const pdf = bytes('%PDF-1.7\n%%EOF\n');
/** A ZIP archive's list with these names; enough of one for who looks at the list alone. */
function archive(...names: string[]): Buffer {
  const list = names.map((name) => {
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(Buffer.byteLength(name), 28);
    return Buffer.concat([head, Buffer.from(name)]);
  });
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, ...list, end]);
}
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const odt = 'application/vnd.oasis.opendocument.text';
const take = (name: string, mediaType: string, content: Uint8Array, detected: string | null = mediaType) =>
  takeFile({ name, mediaType, content }, detected);
const refused = (...given: Parameters<typeof take>) => expect(() => take(...given)).toThrow(FileRefused);

describe('A file', () => {
  it('is taken when name, type and content agree', () => {
    expect(take('plan.pdf', 'application/pdf', pdf)).toEqual({
      name: 'plan.pdf',
      mediaType: 'application/pdf',
    });
    expect(take('photo.HEIC', 'image/heif', bytes('heic'), 'image/heic')).toEqual({
      ...{ name: 'photo.HEIC', mediaType: 'image/heic' },
    });
    expect(take('a.docx', docx, archive('[Content_Types].xml', 'word/document.xml')).name).toBe('a.docx');
    expect(take('a.odt', odt, archive('mimetype', 'content.xml', 'META-INF/manifest.xml')).name).toBe(
      'a.odt',
    );
    expect(take('notes', 'text/plain', bytes('3 < 4'), null).name).toBe('notes.txt');
    expect(take('scan.pdf', 'application/octet-stream', pdf, 'application/pdf').mediaType).toBe(
      'application/pdf',
    );
    const word = Buffer.concat([bytes('x'), Buffer.from('WordDocument\0', 'utf16le')]);
    expect(take('old.doc', 'application/msword', word, 'application/x-cfb').name).toBe('old.doc');
  });

  it('is refused by its name: what a computer runs, however the name hides it', () => {
    for (const name of [
      'invoice.pdf.exe',
      'a.docm',
      'page.HTML',
      'x.svg',
      'a.js. . ',
      'fdp.\u202Eexe',
      'a.exe\0',
      'x/y.lnk',
    ])
      refused(name, 'application/pdf', pdf);
  });

  it('is refused by its content, whatever name and type say', () => {
    refused('a.pdf', 'application/pdf', pdf, 'application/x-msdownload');
    refused('a.png', 'image/png', pdf, 'application/pdf');
    refused('a.txt', 'text/plain', bytes('\n<!-- hello --> <SVG onload="x()">'), null);
    refused('a.txt', 'text/plain', bytes('#!/bin/sh\nrm'), null);
    refused('a.txt', 'text/plain', Buffer.from([0xff, 0xfe, 0x00]), null);
    refused('a.doc', 'application/msword', Buffer.from('Workbook\0', 'utf16le'), 'application/x-cfb');
    const macros = Buffer.from('WordDocument\0Macros\0', 'utf16le');
    refused('a.doc', 'application/msword', macros, 'application/x-cfb');
    refused('a.docx', docx, archive('word/document.xml', 'word/vbaProject.bin'));
    refused('a.odt', odt, archive('content.xml', 'Basic/Standard/Module1.xml'));
    refused('a.docx', docx, archive('word/document.xml', 'Main.class'));
    refused('a.docx', docx, archive('word/document.xml').subarray(0, -4));
    refused('photo.gif', 'image/gif', Buffer.concat([bytes('GIF89a'), archive('Main.class')]));
    refused('empty.pdf', 'application/pdf', new Uint8Array());
  });

  it('that is refused says what is taken', () => {
    expect(() => take('a.exe', 'application/pdf', pdf)).toThrow(filesTaken);
    for (const ending of ['heic', 'webp', 'docx', 'doc', 'odt', 'pdf']) expect(filesTaken).toContain(ending);
  });

  it('has a name that holds no path, mark or trick, and fits its content', () => {
    expect(safeFileName('../../etc/passwd')).toBe('passwd');
    expect(safeFileName('C:\\Temp\\plan\r\n.pdf')).toBe('plan.pdf');
    expect(safeFileName('aux.pdf')).toBe('_aux.pdf');
    expect(safeFileName('..')).toBe('');
    expect(take('photo.png', 'image/jpeg', bytes('x')).name).toBe('photo.png.jpg');
    expect(take('\u202E..', 'application/pdf', pdf).name).toBe('file.pdf');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) =>
        /^([^\p{Cc}\p{Cf}/\\:*?"<>|]{1,120})?$/u.test(safeFileName(name)),
      ),
    );
  });
});
