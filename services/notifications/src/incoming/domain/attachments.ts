/** The largest one that is kept to be downloaded, in bytes; all of them are in the original. */
export const largestAttachment = 15 * 1024 * 1024;

/** Endings that computers run (after the practice of large mail providers). */
const programs =
  /\.(ade|adp|apk|app|appx|bat|bin|cab|chm|cmd|com|cpl|deb|diagcab|dll|dmg|exe|ex_|hlp|hta|img|ins|iso|isp|jar|jnlp|js|jse|lib|lnk|mde|msc|msi|msix|msp|mst|nsh|pif|pkg|ps1|psm1|reg|rpm|scr|sct|sh|shb|sys|url|vb|vbe|vbs|vhd|vhdx|vxd|wsc|wsf|wsh|xll)$/i;
const runnable =
  /^application\/(x-msdownload|x-msdos-program|x-dosexec|x-sh|x-shellscript|java-archive|x-java-archive|x-bat|hta|x-ms-shortcut|vnd\.android\.package-archive)$/;

/** Why an attachment is not given out, or nothing. */
export function refusalOf(
  name: string,
  mediaType: string,
  size: number,
): 'too-large' | 'kind-not-allowed' | null {
  if (size > largestAttachment) return 'too-large';
  return programs.test(name) || runnable.test(mediaType) ? 'kind-not-allowed' : null;
}

/** A name without folders, controls or marks, that every file system takes; numbered when there was none. */
export function safeName(name: string | null, mediaType: string, at: number): string {
  const last = (name ?? '').split(/[/\\]/).at(-1)!;
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (!clean) return `attachment-${at}${endings[mediaType] ?? ''}`;
  const [, stem, ending] = /^(.*?)(\.[^.]{1,16})?$/s.exec(clean)!;
  return `${[...stem!].slice(0, 100).join('')}${ending ?? ''}`;
}

const endings: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
};
