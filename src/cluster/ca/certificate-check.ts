import { createPrivateKey, X509Certificate } from 'node:crypto';

import type { NodeName } from './certificates.js';

const DAY_MS = 86_400_000;
/** With less left a node asks for its next certificate. */
const RENEW_BEFORE_MS = 90 * DAY_MS;

export interface NodeFiles {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Whether a node's certificate is its own, of this cluster, for where it is reached now, and will be for a while. */
export function isFit({ ca, cert, key }: NodeFiles, { nodeId, kind, address }: NodeName, now: Date): boolean {
  const [authority, certificate] = [new X509Certificate(ca), new X509Certificate(cert)];
  const subject = certificate.subject.split('\n');
  return (
    certificate.verify(authority.publicKey) &&
    certificate.checkPrivateKey(createPrivateKey(key)) &&
    subject.includes(`CN=${nodeId}`) &&
    subject.includes(`OU=${kind}`) &&
    certificate.checkIP(address) !== undefined &&
    Date.parse(certificate.validTo) - now.getTime() > RENEW_BEFORE_MS
  );
}
