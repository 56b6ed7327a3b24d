import type { Settings } from '../../platform/settings/settings.js';
import type { NodePlace } from './admission.repository.js';

/** Where this node is, as its settings say. */
export function ownPlace({ cluster, sip, rtp }: Settings): NodePlace {
  return {
    address: cluster.bind,
    linkPort: cluster.port,
    sipTlsPort: sip.tlsPort,
    sipAddress: sip.bind,
    sipPort: sip.port,
    rtpTimeoutS: rtp.timeoutS,
  };
}
