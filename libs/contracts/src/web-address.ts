/** http or https, with a host and without a user name, which would show another host than the one it leads to. */
export const webAddress = '^https?://[^\\s/?#@\\\\]+([/?#]\\S*)?$';
const form = new RegExp(webAddress);

/** Whether a text is the address of something on the web that may be typed in: a page, a picture, a service. */
export const isWebAddress = (text: string): boolean => form.test(text) && URL.canParse(text);
