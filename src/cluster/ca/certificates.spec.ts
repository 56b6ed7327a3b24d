import { X509Certificate } from 'node:crypto';

import { BadSigningRequest } from '../cluster.errors.js';
import { isFit } from './certificate-check.js';
import { fingerprintOf, issue, keyHashOf, newAuthority, newKey, newRequest } from './certificates.js';

const NOW = new Date('2030-05-01T12:00:00Z');
const DAY_MS = 86_400_000;
const NODE = { nodeId: 'sw1', kind: 'switch', address: '10.1.0.2' } as const;

async function authorityAt(now: Date) {
  const key = await newKey();
  return { key, certificate: await newAuthority(key, now) };
}

test('a certificate says whose it is, where, for how long and what for, and was signed by the authority', async () => {
  const authority = await authorityAt(NOW);
  const key = await newKey();
  const { certificate, serial, expiresAt } = await issue(authority, await newRequest(key), NODE, NOW);
  const [root, leaf] = [new X509Certificate(authority.certificate), new X509Certificate(certificate)];
  expect([root.ca, leaf.ca]).toEqual([true, false]);
  expect(leaf.subject).toBe('CN=sw1\nOU=switch');
  expect(leaf.subjectAltName).toBe('IP Address:10.1.0.2, DNS:sw1');
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
  expect(leaf.serialNumber.toLowerCase()).toBe(serial);
  expect(expiresAt.getTime() - NOW.getTime()).toBe(730 * DAY_MS);
  expect(Date.parse(leaf.validFrom)).toBeLessThan(NOW.getTime());
  expect(leaf.checkIssued(root) && leaf.verify(root.publicKey)).toBe(true);
  expect(Date.parse(root.validTo) - NOW.getTime()).toBe(7300 * DAY_MS);
  expect(fingerprintOf(authority.certificate).toString('hex')).toBe(
    root.fingerprint256.replaceAll(':', '').toLowerCase(),
  );
});

test('a certificate is fit while name, address, authority and key are right and 90 days are left', async () => {
  const [authority, other] = [await authorityAt(NOW), await authorityAt(NOW)];
  const key = await newKey();
  const { certificate } = await issue(authority, await newRequest(key), NODE, NOW);
  const files = { ca: Buffer.from(authority.certificate), cert: Buffer.from(certificate), key: Buffer.from(key) };
  expect(isFit(files, NODE, NOW)).toBe(true);
  expect(isFit(files, NODE, new Date(NOW.getTime() + 639 * DAY_MS))).toBe(true);
  expect(isFit(files, NODE, new Date(NOW.getTime() + 641 * DAY_MS))).toBe(false);
  expect(isFit(files, { ...NODE, nodeId: 'sw2' }, NOW)).toBe(false);
  expect(isFit(files, { ...NODE, kind: 'admin' }, NOW)).toBe(false);
  expect(isFit(files, { ...NODE, address: '10.1.0.3' }, NOW)).toBe(false);
  expect(isFit({ ...files, ca: Buffer.from(other.certificate) }, NODE, NOW)).toBe(false);
  expect(isFit({ ...files, key: Buffer.from(await newKey()) }, NODE, NOW)).toBe(false);
});

test('a request is known by its key; one that was tampered with, or is none, is refused', async () => {
  const [key, other] = [await newKey(), await newKey()];
  const [first, again] = [await newRequest(key), await newRequest(key)];
  expect(await keyHashOf(first)).toEqual(await keyHashOf(again));
  expect(await keyHashOf(first)).not.toEqual(await keyHashOf(await newRequest(other)));
  const der = Buffer.from(first.split('\n').slice(1, -1).join(''), 'base64');
  der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
  const tampered = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
  for (const wrong of [tampered, '', 'nothing', key]) {
    await expect(keyHashOf(wrong)).rejects.toThrow(BadSigningRequest);
  }
});
