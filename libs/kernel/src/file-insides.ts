/** Offset of a ZIP archive's end record, when the archive ends where the bytes end (APPNOTE 4.3.16); else -1. */
function endRecord(content: Uint8Array): number {
  const view = viewOf(content);
  for (let at = content.length - 22; at >= 0 && at >= content.length - 22 - 0xffff; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + 22 + view.getUint16(at + 20, true) === content.length) return at;
  }
  return -1;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);

/** Begins as a ZIP archive does; so do Word's, OpenDocument's and EPUB's files. */
export const isZip = (content: Uint8Array): boolean =>
  content.length > 4 && viewOf(content).getUint32(0, true) === 0x04034b50;

/** A picture or document that is a ZIP archive from its end, as a program in disguise is. */
export const zipEndsHere = (content: Uint8Array): boolean => endRecord(content) >= 0;

/** Entries that hold macros (Office, OpenDocument) or that are programs. */
const notWanted =
  /(^|\/)(vbaProject\.bin|vbaData\.xml)$|^(Basic|Scripts)\/|\.(class|jar|exe|dll|com|scr|bat|cmd|vbs|ps1|msi)$/i;

/** Looks at the archive's own list of entries; an archive whose list cannot be read is not trusted. */
export function holdsProgramOrMacro(content: Uint8Array): boolean {
  const end = endRecord(content);
  if (end < 0) return true;
  const view = viewOf(content);
  const names = new TextDecoder();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return true;
    const [name, extra, comment] = [28, 30, 32].map((of) => view.getUint16(at + of, true));
    if (notWanted.test(names.decode(content.subarray(at + 46, at + 46 + name!)))) return true;
    at += 46 + name! + extra! + comment!;
  }
  return false;
}

/** A compound file (MS-CFB) with Word's stream and without macros: entries are named in UTF-16. */
export function isWordDocument(content: Uint8Array): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const has = (name: string) => bytes.includes(Buffer.from(`${name}\0`, 'utf16le'));
  return has('WordDocument') && !has('Macros') && !has('_VBA_PROJECT_CUR') && !has('VBA');
}
