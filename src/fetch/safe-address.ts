// Which network addresses a feed may be read from: the public internet, and the ranges the operator opened.
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

export type AddressPolicy = {
  /** Why no connection may be made to this IP address; undefined when it may. */
  readonly refusal: (address: string) => string | undefined;
};

const NAMES: Readonly<Record<string, string>> = {
  private: 'a private address',
  uniqueLocal: 'a private address',
  loopback: 'a loopback address',
  linkLocal: 'a link-local address',
  carrierGradeNat: 'a carrier-grade NAT address',
  multicast: 'a multicast address',
  unspecified: 'an unspecified address',
  broadcast: 'a broadcast address',
};

const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** An IPv6 address that only wraps an IPv4 one is judged by the latter, since that is where packets arrive. */
function unwrap(address: Address): Address {
  if (address instanceof ipaddr.IPv4) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (address.match(NAT64)) return new ipaddr.IPv4(address.toByteArray().slice(12));
  return address;
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}

/** `allow` are CIDR ranges opened by the operator; one that is no CIDR range is a bug of the caller and throws. */
export function addressPolicy(allow: readonly string[]): AddressPolicy {
  const opened = allow.map((range) => ipaddr.parseCIDR(range));
  const isOpened = (address: Address): boolean =>
    opened.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  return {
    refusal(text) {
      if (!ipaddr.isValid(text)) return `${text} is no IP address`;
      const address = unwrap(ipaddr.parse(text));
      if (isOpened(address) || isPublic(address)) return undefined;
      return `${text} is ${NAMES[address.range()] ?? 'a reserved address'}; FETCH_ALLOW can open its range`;
    },
  };
}
