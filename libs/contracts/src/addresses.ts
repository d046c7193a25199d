/** http or https, with a host and without a user name, which would show another host than the one it leads to. */
export const webAddress = '^https?://[^\\s/?#@\\\\]+([/?#]\\S*)?$';
const form = new RegExp(webAddress);

/** Whether a text is the address of something on the web that may be typed in: a page, a picture, a service. */
export const isWebAddress = (text: string): boolean => form.test(text) && URL.canParse(text);

/** RFC 5321, 4.5.3.1: of the part before the @, and of the whole address. */
const longestLocalPart = 64;
const longest = 254;

// What RFC 5322 calls atext, and of other scripts (RFC 6531) everything that is seen.
const atom = /^(?:[\w!#$%&'*+/=?^`{|}~-]|(?![\p{C}\p{Z}\p{Default_Ignorable_Code_Point}])[^\0-\x7f])+$/u;
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

/**
 * Whether a text is a mail address as Carrel takes it, in the form in which people give theirs: `local@domain`, the
 * domain with a dot and in any script or as A-labels. Quoted local parts (`"a b"@example.org`), comments and addresses
 * of hosts by number, which RFC 5321 allows, are not taken: many mail programs cannot answer to them.
 */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > longest) return false;
  const [local, labels] = [text.slice(0, at), text.slice(at + 1).split('.')];
  return (
    local.length <= longestLocalPart &&
    local.split('.').every((part) => atom.test(part)) &&
    labels.length > 1 &&
    labels.every((one) => one.length <= 63 && label.test(one)) &&
    !/^\d+$/.test(labels.at(-1)!)
  );
}
