import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressPolicy } from '../../src/fetch/safe-address.ts';

const nothingOpened = addressPolicy([]);

const refused: readonly (readonly [string, RegExp])[] = [
  ['127.0.0.1', /loopback/],
  ['127.255.255.254', /loopback/],
  ['0.0.0.0', /unspecified/],
  ['10.1.2.3', /private/],
  ['172.16.0.1', /private/],
  ['172.31.255.255', /private/],
  ['192.168.1.1', /private/],
  ['169.254.169.254', /link-local/],
  ['100.64.0.1', /carrier-grade/],
  ['224.0.0.1', /multicast/],
  ['255.255.255.255', /broadcast/],
  ['240.0.0.1', /reserved/],
  ['192.0.2.1', /reserved/],
  ['198.18.0.1', /reserved/],
  ['203.0.113.9', /reserved/],
  ['::', /unspecified/],
  ['::1', /loopback/],
  ['::7f00:1', /reserved/],
  ['::ffff:127.0.0.1', /loopback/],
  ['::ffff:a00:1', /private/],
  ['::ffff:0:7f00:1', /reserved/],
  ['64:ff9b::7f00:1', /loopback/],
  ['64:ff9b::a9fe:a9fe', /link-local/],
  ['64:ff9b:1::808:808', /reserved/],
  ['2002:7f00:1::', /reserved/],
  ['2001:0:53aa:64c::', /reserved/],
  ['2001:db8::1', /reserved/],
  ['fe80::1', /link-local/],
  ['fe80::1%eth0', /link-local/],
  ['fec0::1', /reserved/],
  ['fc00::1', /private/],
  ['fd12:3456::1', /private/],
  ['ff02::1', /multicast/],
  ['100::1', /reserved/],
  ['4000::1', /reserved/],
  ['localhost', /no IP address/],
  ['', /no IP address/],
];
for (const [address, why] of refused) {
  test(`refuses ${address || 'nothing'}`, () => assert.match(nothingOpened.refusal(address) ?? 'accepted', why));
}

for (const address of [
  '8.8.8.8',
  '93.184.216.34',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '2a00:1450:4001:81b::200e',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
]) {
  test(`accepts ${address}`, () => assert.equal(nothingOpened.refusal(address), undefined));
}

test('opens exactly the ranges it is given, in each spelling of their addresses', () => {
  const policy = addressPolicy(['127.0.0.0/8', 'fd00::/8']);
  for (const address of ['127.0.0.1', '127.9.9.9', '::ffff:127.0.0.1', 'fd12::1', '8.8.8.8']) {
    assert.equal(policy.refusal(address), undefined, address);
  }
  for (const address of ['10.0.0.1', '::1', 'fc00::1']) assert.notEqual(policy.refusal(address), undefined, address);
});

test('a range that is none is refused at once', () => {
  assert.throws(() => addressPolicy(['127.0.0.1/99']));
  assert.throws(() => addressPolicy(['home']));
});
