import 'reflect-metadata';

import { createHash, randomBytes, X509Certificate, type webcrypto } from 'node:crypto';

import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  Pkcs10CertificateRequest,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  AuthorityKeyIdentifierExtension,
  X509Certificate as Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

import { BadSigningRequest } from '../cluster.errors.js';

/** What stands in the subject of a node's certificate as OU. */
export type NodeKind = 'admin' | 'switch';

export interface Issued {
  readonly certificate: string;
  readonly serial: string;
  readonly expiresAt: Date;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 20 * 365;
const NODE_DAYS = 2 * 365;
/** A certificate that is younger than the clock of whoever looks at it would be refused. */
const BEFORE_MS = 10 * 60_000;

/** A private key of a node or of the authority, PKCS #8 in PEM. */
export async function newKey(): Promise<string> {
  const { privateKey } = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');
}

/** The certificate of a new authority, signed by itself. */
export async function newAuthority(key: string, now: Date): Promise<string> {
  const keys = await keysOf(key);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: [{ CN: ['CallRack cluster'] }],
    notBefore: new Date(now.getTime() - BEFORE_MS),
    notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** Asks for a certificate for a key; whose it shall be is said by the authority. */
export async function newRequest(key: string): Promise<string> {
  const keys = await keysOf(key);
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: ['CallRack node'] }],
    keys,
    signingAlgorithm: ALGORITHM,
  });
  return request.toString('pem');
}

export interface NodeName {
  readonly nodeId: string;
  readonly kind: NodeKind;
  /** IP address at which other nodes reach it. */
  readonly address: string;
}

/** @throws BadSigningRequest */
export async function issue(
  authority: { readonly certificate: string; readonly key: string },
  request: string,
  { nodeId, kind, address }: NodeName,
  now: Date,
): Promise<Issued> {
  const publicKey = await publicKeyOf(request);
  const serial = newSerial();
  const expiresAt = new Date(now.getTime() + NODE_DAYS * DAY_MS);
  const parent = new Certificate(authority.certificate);
  const { privateKey } = await keysOf(authority.key);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial,
    subject: [{ CN: [nodeId] }, { OU: [kind] }],
    issuer: parent.subjectName,
    notBefore: new Date(now.getTime() - BEFORE_MS),
    notAfter: expiresAt,
    signingAlgorithm: ALGORITHM,
    signingKey: privateKey,
    publicKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
      // libpq looks for the node's name here
      new SubjectAlternativeNameExtension([
        { type: 'ip', value: address },
        { type: 'dns', value: nodeId },
      ]),
      await AuthorityKeyIdentifierExtension.create(await parent.publicKey.export()),
      await SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, serial, expiresAt };
}

/** What a signing request shows of its key: SHA-256. @throws BadSigningRequest */
export async function keyHashOf(request: string): Promise<Buffer> {
  return sha256(Buffer.from(await crypto.subtle.exportKey('spki', await publicKeyOf(request))));
}

/** What an authority is known by: SHA-256 of its certificate (DER). */
export function fingerprintOf(certificate: string | Buffer): Buffer {
  return sha256(new X509Certificate(certificate).raw);
}

/** The key that is asked for, which whoever asks has shown to have. */
async function publicKeyOf(request: string): Promise<webcrypto.CryptoKey> {
  try {
    const asked = new Pkcs10CertificateRequest(request);
    const key = await crypto.subtle.importKey('spki', asked.publicKey.rawData, ALGORITHM, true, ['verify']);
    if (await asked.verify()) return key;
  } catch (error) {
    throw new BadSigningRequest(error);
  }
  throw new BadSigningRequest(undefined);
}

async function keysOf(pem: string): Promise<webcrypto.CryptoKeyPair> {
  const privateKey = await crypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), ALGORITHM, true, ['sign']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', privateKey);
  const open = { kty, crv, x, y } as webcrypto.JsonWebKey;
  return { privateKey, publicKey: await crypto.subtle.importKey('jwk', open, ALGORITHM, true, ['verify']) };
}

/** 127 bits, positive and of full length. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
