/** Nothing as short and plain as this is a token, a key or a password worth the name. */
const SHORT = /^[a-z0-9 _.:/-]{0,8}$/;
/** Small letters in words, or a short number: what paths, hosts and addresses are made of and no secret is. */
const PLAIN = /^(?:[a-z]{1,20}(?:[_-][a-z]{1,20}){0,4}|\d{1,5}|v\d{1,3})$/;

/**
 * Whether a value may stand in a message: a short one, or a plain path, host or address. Anything else may be a secret
 * that was set under the wrong key.
 */
export function isShowable(value: string): boolean {
  if (SHORT.test(value)) return true;
  if (value.length > 80 || !/[./]/.test(value)) return false;
  const parts = value.replace(/^[a-z]{2,10}:\/\//, '').split(/[./:]/);
  return parts.every((part) => part === '' || PLAIN.test(part));
}

/** The value in quotation marks where it may be shown, else what it is. */
export function named(value: string, what: string): string {
  return isShowable(value) ? JSON.stringify(value) : what;
}
