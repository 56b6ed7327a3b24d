import { once } from 'node:events';
import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import type { INestApplication } from '@nestjs/common';

import { readJoinCode, writeJoinCode } from '../../src/cluster/admission/join-code.js';
import { renewAnswer } from '../../src/cluster/admission/join-messages.js';
import { MembershipKeeper } from '../../src/cluster/admission/membership-keeper.js';
import { issue, newAuthority, newKey, newRequest } from '../../src/cluster/ca/certificates.js';
import { CommandsService } from '../../src/cluster/commands.service.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { LinkClient, type LinkNode } from '../../src/platform/link/link.client.js';
import { RevokedCertificates } from '../../src/platform/link/revoked-certificates.js';
import { ClusterFiles } from '../../src/platform/settings/cluster-files.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import {
  freePort,
  joinWith,
  newHome,
  newNodeHome,
  removeHomes,
  startClusterAdmin,
  type NodeHome,
} from '../fixtures/cluster-admin.js';
import { migratedDatabase } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';

let postgres: TestPostgres;
let settings: Settings;
let databases: Databases;
let admin: INestApplication;
let adminNode: LinkNode;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  ({ settings, databases } = await migratedDatabase(postgres, 'admission', {
    CALLRACK_HOME: await newHome(),
    NODE_NAME: 'boss',
    CLUSTER_BIND: '127.0.0.1',
    CLUSTER_PORT: String(await freePort()),
    SIP_REALM: 'cluster.test',
  }));
  admin = await startClusterAdmin(settings);
  adminNode = { id: 'boss', address: '127.0.0.1', linkPort: settings.cluster.port };
}, 120_000);

afterAll(async () => {
  await admin.close();
  await databases.close();
  await postgres.stop();
  await removeHomes();
});

const command = (...words: string[]): Promise<readonly string[]> => admin.get(CommandsService).run(words);
const codeFor = async (...words: string[]): Promise<string> => (await command('add', ...words))[0] ?? '';
const sql = <T extends object>(statement: string, values: unknown[] = []): Promise<T[]> =>
  postgres.query<T>('admission', statement, values);

async function member(name: string): Promise<NodeHome> {
  const home = await newNodeHome({ NODE_NAME: name, NODE_ROLE: 'switch' });
  await joinWith(home, await codeFor(name));
  return home;
}

const clientOf = ({ files }: NodeHome): LinkClient => new LinkClient(files, new RevokedCertificates());

const place = ({ settings: { cluster, sip, rtp } }: NodeHome) => ({
  address: cluster.bind,
  linkPort: cluster.port,
  sipTlsPort: sip.tlsPort,
  sipAddress: sip.bind,
  sipPort: sip.port,
  rtpTimeoutS: rtp.timeoutS,
});

interface Answered {
  readonly status: number;
  readonly body: { readonly code: string; readonly message: { readonly en: string; readonly zh: string } };
}

/** A POST to the admin node's link by whoever has that certificate, or none. */
async function post(path: string, body: object, more: RequestOptions = {}): Promise<Answered> {
  const asking = request({
    ...{ host: '127.0.0.1', port: settings.cluster.port, path, method: 'POST', agent: false },
    ...{ ca: admin.get(ClusterFiles).credentials().ca, ...more },
  });
  asking.end(JSON.stringify(body));
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: JSON.parse(await text(answer)) as Answered['body'] };
}

const leaveWith = (credentials: RequestOptions): Promise<Answered> => post('/link/v1/leave', {}, credentials);

/** A request of a node that is never finished. */
async function openStream({ files }: NodeHome): Promise<Socket> {
  const asking = request({
    ...{ host: '127.0.0.1', port: settings.cluster.port, path: '/link/v1/leave', method: 'POST', agent: false },
    ...files.credentials(),
  });
  asking.on('error', () => undefined);
  asking.write('{');
  const [socket] = (await once(asking, 'socket')) as [Socket];
  await once(socket, 'secureConnect');
  return socket;
}

test('a machine joins by its code: certificates, its row, its role, its settings, an entry in the log', async () => {
  const home = await newNodeHome({ SIP_TLS_PORT: '5071', RTP_TIMEOUT_S: '45' });
  expect(await joinWith(home, await codeFor('sw1'))).toBe('sw1');
  expect(home.files.admin()).toMatchObject({
    nodeId: 'boss',
    address: '127.0.0.1',
    linkPort: settings.cluster.port,
    postgresPort: postgres.port,
    database: 'admission',
  });
  expect(statSync(home.files.keyFile).mode & 0o777).toBe(0o600);
  const sent = join(home.settings.clusterFolder, 'settings-from-admin.json');
  expect(statSync(sent).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(sent, 'utf8'))).toEqual({
    NODE_NAME: 'sw1',
    NODE_ROLE: 'switch',
    SIP_REALM: 'cluster.test',
    NODE_SIP_SECRET: expect.stringMatching(/^[\w-]{32}$/),
  });
  const [row] = await sql(`SELECT role, state, host(address) AS address, link_port, sip_tls_port, rtp_timeout_s,
    sip_realm, sip_credential ~ '^[0-9a-f]{32}$' AS credential, joined_at IS NOT NULL AS joined
    FROM config.node WHERE id = 'sw1'`);
  expect(row).toEqual({
    ...{ role: 'switch', state: 'active', address: home.settings.cluster.bind, link_port: home.settings.cluster.port },
    ...{ sip_tls_port: 5071, rtp_timeout_s: 45, sip_realm: 'cluster.test', credential: true, joined: true },
  });
  expect(await sql(`SELECT rolreplication FROM pg_roles WHERE rolname = 'callrack_at_sw1'`)).toEqual([
    { rolreplication: false },
  ]);
  const entries = await sql<{ action: string }>(
    `SELECT action FROM access.audit_entry WHERE object_type = 'node' AND object_id = 'sw1' ORDER BY at`,
  );
  expect(entries.map(({ action }) => action)).toEqual(['invite', 'join']);
});

test('what is wrong with a code is said: a slip, one of nobody, one that is over, one that another has used', async () => {
  const code = await codeFor('late');
  const home = await newNodeHome();
  await expect(joinWith(home, code.slice(1))).rejects.toMatchObject({ code: 'cluster.bad_join_code' });
  await codeFor('late');
  await expect(joinWith(home, code)).rejects.toMatchObject({ code: 'cluster.join_code_unknown', httpStatus: 403 });
  const second = await codeFor('late');
  await sql(`UPDATE access.join_code SET expires_at = now() - interval '1 second' WHERE node_id = 'late'`);
  await expect(joinWith(home, second)).rejects.toMatchObject({ code: 'cluster.join_code_expired' });
  const third = await codeFor('late');
  await joinWith(home, third);
  await expect(joinWith(await newNodeHome(), third)).rejects.toMatchObject({ code: 'cluster.join_code_used' });
  await expect(joinWith(home, third)).rejects.toMatchObject({ code: 'cluster.member_already' });
  await expect(codeFor('late')).rejects.toMatchObject({ code: 'cluster.node_name_taken' });
  await expect(codeFor('boss')).rejects.toMatchObject({ code: 'cluster.node_name_taken' });
});

test('whoever answers at the address of the admin node without its authority is told nothing', async () => {
  const stranger = await member('stranger');
  const { ca, cert, key } = stranger.files.credentials();
  const heard: string[] = [];
  // of the same cluster, but no admin; and of no cluster at all, for the fingerprint of the code is another
  const server = createServer({ cert: Buffer.concat([cert, ca]), key }, (asked, answer) => {
    heard.push(asked.url ?? '');
    answer.end('{}');
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = (server.address() as { readonly port: number }).port;
  try {
    const real = readJoinCode(await codeFor('fooled'));
    const home = await newNodeHome();
    await expect(joinWith(home, writeJoinCode({ ...real, port }))).rejects.toMatchObject({
      code: 'cluster.admin_unreachable',
    });
    const other = { ...real, fingerprint: Buffer.alloc(32, 7) };
    await expect(joinWith(home, writeJoinCode(other))).rejects.toMatchObject({ code: 'cluster.fingerprint_differs' });
    expect(heard).toEqual([]);
  } finally {
    server.close();
  }
  const closed = writeJoinCode({ ...readJoinCode(await codeFor('fooled')), port: await freePort() });
  await expect(joinWith(await newNodeHome(), closed)).rejects.toMatchObject({ code: 'cluster.admin_unreachable' });
});

test('clocks more than 2 s apart, another PostgreSQL and a build too far away are refused, and the code stays good', async () => {
  const code = await codeFor('odd');
  const { secret } = readJoinCode(code);
  const home = await newNodeHome();
  const signingRequest = await newRequest(await newKey());
  const asked = {
    secret: secret.toString('base64url'),
    signingRequest,
    clock: Date.now(),
    postgresMajor: 17,
    build: '0.1.0',
    place: place(home),
  };
  const join = (more: object) => post('/link/v1/join', { ...asked, clock: Date.now(), ...more });
  const late = await join({ clock: Date.now() - 3_500 });
  expect(late).toMatchObject({ status: 409, body: { code: 'cluster.clock_differs' } });
  expect(late.body.message.en).toMatch(/3\.[5-9] s behind/);
  expect(late.body.message.zh).toContain('慢');
  expect(await join({ clock: Date.now() + 60_000 })).toMatchObject({ body: { code: 'cluster.clock_differs' } });
  expect(await join({ postgresMajor: 16 })).toMatchObject({ body: { code: 'cluster.postgres_differs' } });
  expect(await join({ build: '0.3.0' })).toMatchObject({ body: { code: 'cluster.build_differs' } });
  expect(await join({ signingRequest: 'x' })).toMatchObject({ body: { code: 'cluster.bad_signing_request' } });
  expect(await join({ place: {} })).toMatchObject({ status: 400 });
  expect(await join({ signingRequest: 'x'.repeat(20_000) })).toMatchObject({ status: 413 });
  expect(await sql(`SELECT FROM config.node WHERE id = 'odd'`)).toEqual([]);
  expect(await join({ build: '0.2.7' })).toMatchObject({ status: 200, body: { nodeId: 'odd' } });
});

test('the answer was lost: the same machine has it again with the same code, its first certificate is worth nothing', async () => {
  const home = await newNodeHome({ NODE_NAME: 'again' });
  const code = await codeFor('again');
  await joinWith(home, code);
  const first = home.files.credentials();
  rmSync(home.files.adminFile);
  await joinWith(home, code);
  const { cert, key } = home.files.credentials();
  expect(key.equals(first.key)).toBe(true);
  expect(cert.equals(first.cert)).toBe(false);
  await admin.get(MembershipKeeper).followRevoked();
  await expect(leaveWith({ ...first, ca: first.ca })).rejects.toThrow();
  await expect(clientOf(home).request(adminNode, 'POST', '/link/v1/nowhere')).rejects.toMatchObject({
    code: 'http.not_found',
  });
});

test('only nodes of this cluster get in: none without a certificate, of another authority, or of the wrong kind', async () => {
  const refused = { status: 403, body: { code: 'cluster.not_of_this_cluster' } };
  expect(await post('/link/v1/renew', {})).toMatchObject(refused);
  expect(await post('/link/v1/anything', {})).toMatchObject(refused);
  const key = await newKey();
  const other = await newAuthority(key, new Date());
  const own = await newKey();
  const forged = await issue(
    { certificate: other, key },
    await newRequest(own),
    { nodeId: 'sw1', kind: 'switch', address: '127.0.0.1' },
    new Date(),
  );
  expect(await post('/link/v1/renew', {}, { cert: forged.certificate, key: own })).toMatchObject(refused);
  // the admin node's own certificate is good, but /renew is for switch nodes
  const boss = admin.get(ClusterFiles).credentials();
  expect(await post('/link/v1/renew', {}, { cert: boss.cert, key: boss.key })).toMatchObject(refused);
  // and a client takes nobody for the admin node but the admin node
  const home = await member('careful');
  await expect(clientOf(home).request({ ...adminNode, id: 'sw1' }, 'POST', '/link/v1/leave')).rejects.toMatchObject({
    code: 'cluster.node_unreachable',
  });
});

test('a node that is dismissed is cut off within 5 s, open connections too, and does not come back', async () => {
  const code = await codeFor('gone');
  const home = await newNodeHome();
  await joinWith(home, code);
  const client = clientOf(home);
  await expect(
    client.request(adminNode, 'POST', '/link/v1/renew', { place: place(home), signingRequest: null }),
  ).resolves.toEqual({
    certificate: null,
  });
  const stream = await openStream(home);
  const cut = once(stream, 'close');
  const before = performance.now();
  await command('dismiss', 'gone');
  await cut;
  expect(performance.now() - before).toBeLessThan(5_000);
  await expect(
    client.request(adminNode, 'POST', '/link/v1/renew', { place: place(home), signingRequest: null }),
  ).rejects.toMatchObject({ code: 'cluster.node_unreachable' });
  expect(await sql(`SELECT state FROM config.node WHERE id = 'gone'`)).toEqual([{ state: 'left' }]);
  expect(await sql(`SELECT FROM pg_roles WHERE rolname = 'callrack_at_gone'`)).toEqual([]);
  await expect(command('dismiss', 'gone')).rejects.toMatchObject({ code: 'cluster.no_such_node' });
  // neither by the code of then, with the key of then, nor another machine under the name
  rmSync(home.files.adminFile);
  await expect(joinWith(home, code)).rejects.toMatchObject({ code: 'cluster.join_code_used' });
  await expect(codeFor('gone')).rejects.toMatchObject({ code: 'cluster.node_name_taken' });
  expect(await sql(`SELECT state FROM config.node WHERE id = 'gone'`)).toEqual([{ state: 'left' }]);
});

test('before the admin node knows which certificates are revoked none is good', async () => {
  const home = await member('early');
  expect(new RevokedCertificates().isKnown).toBe(false);
  const known = jest.spyOn(admin.get(RevokedCertificates), 'isKnown', 'get').mockReturnValue(false);
  const asked = (): Promise<unknown> => clientOf(home).request(adminNode, 'POST', '/link/v1/nowhere');
  await expect(asked()).rejects.toMatchObject({ code: 'cluster.node_unreachable' });
  known.mockRestore();
  await expect(asked()).rejects.toMatchObject({ code: 'http.not_found' });
});

test('an address is one node only: a machine that gives that of another, or of a carrier, is refused', async () => {
  const [one, two] = [await member('first'), await member('second')];
  const at = (address: string): Promise<unknown> =>
    clientOf(two).request(adminNode, 'POST', '/link/v1/renew', {
      place: { ...place(two), address },
      signingRequest: null,
    });
  const taken = { code: 'cluster.address_taken' };
  await expect(at(one.settings.cluster.bind)).rejects.toMatchObject(taken);
  await sql(`INSERT INTO config.trunk (id, name, endpoint, address, channel_limit)
    VALUES (gen_random_uuid(), 'Carrier', 'trunk-carrier', '203.0.113.7', 1)`);
  await expect(at('203.0.113.7')).rejects.toMatchObject(taken);
  await expect(at('127.70.1.1')).resolves.toEqual({ certificate: null });
});

test('a node says where it is now, and gets its next certificate for there', async () => {
  const home = await member('mover');
  const there = { ...place(home), address: '127.0.0.9', sipPort: 5099 };
  const signingRequest = await newRequest(readFileSync(home.files.keyFile, 'utf8'));
  const { certificate } = renewAnswer.parse(
    await clientOf(home).request(adminNode, 'POST', '/link/v1/renew', { place: there, signingRequest }),
  );
  expect(new X509Certificate(certificate ?? '').subjectAltName).toBe('IP Address:127.0.0.9, DNS:mover');
  expect(await sql(`SELECT host(address) AS address, sip_port FROM config.node WHERE id = 'mover'`)).toEqual([
    { address: '127.0.0.9', sip_port: 5099 },
  ]);
});

test('a node with tenants cannot leave; one that takes over from a dead one is asked for its tenants', async () => {
  const home = await member('full');
  const tenantId = '0190a000-0000-7000-8000-000000000001';
  await sql(
    `INSERT INTO config.tenant (id, code, name, channel_limit, language, home_node_id)
    VALUES ($1, 'full', 'Full', 10, 'en', 'full')`,
    [tenantId],
  );
  const client = clientOf(home);
  await expect(client.request(adminNode, 'POST', '/link/v1/leaving')).rejects.toMatchObject({
    code: 'cluster.node_has_tenants',
  });
  await expect(client.request(adminNode, 'POST', '/link/v1/leave')).rejects.toMatchObject({
    code: 'cluster.node_has_tenants',
    httpStatus: 409,
  });
  await command('leave', 'full');
  expect((await command('list')).join('\n')).toContain(`full\tswitch\tleaving\t${home.settings.cluster.bind}\t1`);
  const heir = await newNodeHome({ NODE_NAME: 'heir' });
  await joinWith(heir, await codeFor('heir', '--replaces', 'full'));
  expect(
    await sql('SELECT from_node_id, to_node_id, kind, phase FROM live.tenant_move WHERE tenant_id = $1', [tenantId]),
  ).toEqual([{ from_node_id: 'full', to_node_id: 'heir', kind: 'take_over', phase: 'asked' }]);
  await sql(`UPDATE config.tenant SET home_node_id = 'heir' WHERE id = $1`, [tenantId]);
  await expect(client.request(adminNode, 'POST', '/link/v1/leave')).resolves.toBeNull();
  expect((await command('list')).join('\n')).toContain(`full\tswitch\tleft\t${home.settings.cluster.bind}\t0`);
});

test('what a command does not take is told with its usage', async () => {
  for (const words of [[], ['nothing'], ['add'], ['add', 'x', '--replaces'], ['dismiss'], ['leave']]) {
    await expect(command(...words)).rejects.toMatchObject({ code: 'cluster.unknown_command' });
  }
});

test('guessing codes is held back', async () => {
  let last = await post('/link/v1/join', {});
  for (let tries = 0; tries < 40 && last.status !== 429; tries += 1) last = await post('/link/v1/join', {});
  expect(last.body.code).toBe('cluster.too_many_joins');
});
