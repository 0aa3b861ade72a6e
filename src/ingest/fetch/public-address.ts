import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Networks that no public page is in: IANA's special-purpose registries
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …-ipv6-…; read 2026-11), multicast and what is reserved.
 */
const NOT_PUBLIC_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of the only IPv6 range that is handed out (2000::/3): protocol assignments with Teredo, documentation, 6to4. */
const NOT_PUBLIC_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blocked4 = new BlockList();
for (const [net, bits] of NOT_PUBLIC_4) blocked4.addSubnet(net, bits, 'ipv4');
const blocked6 = new BlockList();
for (const [net, bits] of NOT_PUBLIC_6) blocked6.addSubnet(net, bits, 'ipv6');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/**
 * True for an IP address in its usual spelling that anybody on the internet may be reached at. An IPv4 address inside
 * an IPv6 one (mapped, or NAT64's 64:ff9b::/96) is what counts; one with a zone (`fe80::1%eth0`) is never public.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blocked4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  const inside = embedded4(address);
  if (inside !== null) return isPublicAddress(inside);
  return global6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
}

/** The IPv4 address that a mapped or NAT64 address stands for; null for any other. */
function embedded4(address: string): string | null {
  const groups = groupsOf(address);
  const head = groups.slice(0, 6).map((group) => group.toString(16));
  const mapped = head.join(':') === '0:0:0:0:0:ffff';
  const translated = head.join(':') === '64:ff9b:0:0:0:0';
  if (!mapped && !translated) return null;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): readonly number[] {
  const hex = address.replace(
    /(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/,
    (_, a: string, b: string, c: string, d: string) =>
      `${((Number(a) << 8) | Number(b)).toString(16)}:${((Number(c) << 8) | Number(d)).toString(16)}`,
  );
  const [before = '', after] = hex.split('::');
  const read = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [first, last] = [read(before), read(after ?? '')];
  if (after === undefined) return first;
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}
