/**
 * The SHA-256 of a text in UTF-8. Node's cryptography is a large part of what it loads, and few of the processes that load
 * this ever make one.
 */
export function sha256(text: string, written: 'base64url' | 'hex'): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', text, written);
}
