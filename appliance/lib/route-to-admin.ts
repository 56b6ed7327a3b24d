/** route-to-admin.ts ROOT CODE: prints the address from which this machine reaches the admin node that gave the code. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';

interface JoinCodes {
  readonly readJoinCode: (text: string) => { readonly address: string; readonly port: number };
}

const [, , root = '.', code = ''] = process.argv;
const { readJoinCode } = (await import(join(root, 'dist/cluster/admission/join-code.js'))) as JoinCodes;
const { address, port } = readJoinCode(code);
// A datagram socket that is connected has chosen its way; nothing is sent.
const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
socket.connect(port, address);
await once(socket, 'connect');
process.stdout.write(`${socket.address().address}\n`);
socket.close();
