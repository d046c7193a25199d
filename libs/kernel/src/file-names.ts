import { shorten } from './shorten.js';

/** Endings that computers run, or open as a page or as a document with macros (after the practice of mail providers). */
const programs =
  /\.(ade|adp|apk|app|appimage|application|appx|bas|bat|bin|cab|chm|class|cmd|com|command|cpl|crt|deb|desktop|diagcab|dll|dmg|docm|dotm|dylib|elf|exe|ex_|gadget|hlp|hta|html?|img|inf|ins|iso|isp|jar|jnlp|jse?|ksh|lib|library-ms|lnk|mde|mht|mhtml|mjs|msc|msh|msi|msix|msp|mst|nsh|ocx|one|osx|php\d?|phtml|pif|pkg|potm|ppam|ppsm|pptm|ps1|ps2|psc1|psm1|py|pyc|reg|rgs|rpm|run|scf|scr|sct|search-ms|settingcontent-ms|sh|shb|shs|so|svgz?|swf|sys|terminal|url|vbe?|vbs|vhdx?|vxd|website|workflow|ws|wsc|wsf|wsh|xbap|xht|xhtml|xlam|xll|xlsm|xltm|xml|xsl)$/i;

/** Names that Windows keeps for devices, whatever their ending. */
const devices = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/** @returns whether a file of this name is one to be run; the last ending counts, as for the computer */
export const isProgramName = (name: string): boolean => programs.test(name);

/**
 * A name without folders, control characters, marks that turn the direction of writing or cannot be seen, and
 * characters that some file system refuses; at most 120 characters. Empty when nothing is left.
 */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1)!;
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const [, stem, ending = ''] = /^(.*?)(\.[^.]{1,16})?$/s.exec(clean)!;
  const short = `${shorten(stem!, 100).trimEnd()}${ending}`;
  return devices.test(short) ? `_${short}` : short;
}
