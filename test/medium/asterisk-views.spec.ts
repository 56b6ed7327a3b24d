import { databaseSettings, migratedDatabase } from '../fixtures/database.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows } from '../fixtures/tenant-rows.js';
import { migrate } from '../../src/platform/database/migrator/migrator.js';

jest.setTimeout(60_000);

const DATABASE = 'views';

describe("Asterisk's views", () => {
  let postgres: TestPostgres;
  let asterisk: string;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const { databases } = await migratedDatabase(postgres, DATABASE, { RTP_TIMEOUT_S: '12' });
    await databases.close();
    asterisk = `postgres://callrack_asterisk:callrack_asterisk-password@127.0.0.1:${postgres.port}/${DATABASE}`;
    const owner = postgres.ownerUrl(DATABASE);
    await insertTenantRows(owner, 'here', 'node1', '1001');
    await insertTenantRows(owner, 'there', 'node2', '1002');
    // only what this story is about
    await queryOnce(owner, 'DELETE FROM config.tenant_trunk');
    await queryOnce(owner, 'DELETE FROM config.trunk');
    await queryOnce(
      owner,
      `INSERT INTO config.trunk VALUES
        (gen_random_uuid(), 'here', 'trunk-here', '127.0.0.2', 5080, 30, 'node1'),
        (gen_random_uuid(), 'there', 'trunk-there', '127.0.0.3', 5080, 30, 'node2'),
        (gen_random_uuid(), 'all', 'trunk-all', 'fd00::/64', 5061, 30, NULL)`,
    );
  });
  afterAll(async () => {
    await postgres.stop();
  });

  const ids = async (view: string) =>
    (await queryOnce<{ id: string }>(asterisk, `SELECT id FROM ${view} ORDER BY id`)).map((row) => row.id);

  it('this node sees its own telephones and trunks and no others', async () => {
    expect(await ids('ps_endpoints')).toEqual(['here-1001', 'trunk-all', 'trunk-here']);
    expect(await ids('ps_aors')).toEqual(['here-1001', 'trunk-all', 'trunk-here']);
    expect(await ids('ps_auths')).toEqual(['here-1001']);
    expect(await ids('ps_endpoint_id_ips')).toEqual(['trunk-all', 'trunk-here']);
  });

  it('a telephone is told by its name and signs in; a trunk is told by its address and nothing else', async () => {
    const endpoints = await queryOnce(
      asterisk,
      'SELECT id, auth, identify_by, rtp_timeout FROM ps_endpoints ORDER BY id',
    );
    expect(endpoints).toEqual([
      { id: 'here-1001', auth: 'here-1001', identify_by: 'username,auth_username', rtp_timeout: 12 },
      { id: 'trunk-all', auth: null, identify_by: 'ip', rtp_timeout: 12 },
      { id: 'trunk-here', auth: null, identify_by: 'ip', rtp_timeout: 12 },
    ]);
    expect(await queryOnce(asterisk, 'SELECT id, match FROM ps_endpoint_id_ips ORDER BY id')).toEqual([
      { id: 'trunk-all', match: 'fd00::/64' },
      { id: 'trunk-here', match: '127.0.0.2/32' },
    ]);
    expect(await queryOnce(asterisk, 'SELECT id, contact, max_contacts FROM ps_aors ORDER BY id')).toEqual([
      { id: 'here-1001', contact: null, max_contacts: 1 },
      { id: 'trunk-all', contact: 'sip:[fd00::]:5061', max_contacts: 0 },
      { id: 'trunk-here', contact: 'sip:127.0.0.2:5080', max_contacts: 0 },
    ]);
  });

  it('trunks are asked whether they are there, telephones are not', async () => {
    expect(await queryOnce(asterisk, 'SELECT id, qualify_frequency FROM ps_aors ORDER BY id')).toEqual([
      { id: 'here-1001', qualify_frequency: 0 },
      { id: 'trunk-all', qualify_frequency: 30 },
      { id: 'trunk-here', qualify_frequency: 30 },
    ]);
  });

  it("Asterisk's role reads the views and nothing beside them", async () => {
    for (const table of ['config.extension', 'config.tenant', 'config.trunk', 'facts.call_record']) {
      await expect(queryOnce(asterisk, `SELECT * FROM ${table}`)).rejects.toThrow('permission denied');
    }
    await expect(queryOnce(asterisk, "UPDATE ps_auths SET md5_cred = 'x'")).rejects.toThrow('cannot update view');
  });

  it('the same address cannot be two trunks, and a telephone cannot be named like a trunk', async () => {
    const owner = postgres.ownerUrl(DATABASE);
    await expect(
      queryOnce(
        owner,
        "INSERT INTO config.trunk VALUES (gen_random_uuid(), 'x', 'trunk-x', '127.0.0.0/8', 5080, 1, NULL)",
      ),
    ).rejects.toThrow('exclusion constraint');
    await expect(queryOnce(owner, "UPDATE config.extension SET endpoint = 'trunk-here'")).rejects.toThrow(
      'endpoint_check',
    );
  });

  it('a node that is renamed sees by its new name', async () => {
    await migrate(databaseSettings(postgres, DATABASE, { NODE_NAME: 'node2' }));
    expect(await ids('ps_endpoints')).toEqual(['there-1002', 'trunk-all', 'trunk-there']);
    await migrate(databaseSettings(postgres, DATABASE, { RTP_TIMEOUT_S: '12' }));
    expect(await ids('ps_auths')).toEqual(['here-1001']);
  });

  it('other nodes of the cluster are lines: over TLS, by their address, and they sign in; this one signs in there', async () => {
    const owner = postgres.ownerUrl(DATABASE);
    const credential = (n: number) => String(n).repeat(32);
    await queryOnce(
      owner,
      `UPDATE config.node SET address = '10.0.0.1', sip_tls_port = 5061, sip_realm = 'callrack', sip_credential = $1
        WHERE id = 'node1'`,
      [credential(1)],
    );
    await queryOnce(
      owner,
      `INSERT INTO config.node (id, role, state, address, sip_tls_port, sip_realm, sip_credential) VALUES
        ('leaving', 'switch', 'leaving', '10.0.0.3', 5071, 'there', $1),
        ('left', 'switch', 'left', '10.0.0.4', 5061, 'callrack', $2),
        ('without', 'switch', 'active', '10.0.0.5', 5061, NULL, NULL),
        ('admin', 'admin', 'active', '10.0.0.6', 5061, 'callrack', $3),
        ('six', 'single', 'active', 'fd00::9', 5061, 'callrack', $4)`,
      [3, 4, 6, 9].map(credential),
    );
    const ofNodes = "WHERE id LIKE 'node-%' ORDER BY id";
    const endpoint = (id: string) => ({
      id,
      transport: 'transport-tls',
      auth: id,
      identify_by: 'ip',
      context: 'callrack-node',
      media_encryption: 'sdes',
      outbound_auth: 'node-node1',
    });
    expect(
      await queryOnce(
        asterisk,
        `SELECT id, transport, auth, identify_by, context, media_encryption, outbound_auth FROM ps_endpoints ${ofNodes}`,
      ),
    ).toEqual([endpoint('node-leaving'), endpoint('node-six')]);
    expect(await queryOnce(asterisk, `SELECT id, contact, qualify_frequency FROM ps_aors ${ofNodes}`)).toEqual([
      { id: 'node-leaving', contact: 'sip:10.0.0.3:5071^3Btransport=tls', qualify_frequency: 5 },
      { id: 'node-six', contact: 'sip:[fd00::9]:5061^3Btransport=tls', qualify_frequency: 5 },
    ]);
    expect(await queryOnce(asterisk, `SELECT id, match FROM ps_endpoint_id_ips ${ofNodes}`)).toEqual([
      { id: 'node-leaving', match: '10.0.0.3' },
      { id: 'node-six', match: 'fd00::9' },
    ]);
    const auths = await queryOnce<{ id: string }>(
      asterisk,
      `SELECT id, username, realm, md5_cred FROM ps_auths ${ofNodes}`,
    );
    expect(auths.map(({ id }) => id)).toEqual(['node-admin', 'node-leaving', 'node-node1', 'node-six']);
    expect(auths).toContainEqual({
      id: 'node-leaving',
      username: 'node-leaving',
      realm: 'there',
      md5_cred: credential(3),
    });
    await expect(
      queryOnce(owner, "UPDATE config.extension SET endpoint = 'node-leaving' WHERE endpoint = 'here-1001'"),
    ).rejects.toThrow('extension_is_no_node');
  });

  it('telephones say by which way they are found again, and sign in often where there are other nodes', async () => {
    const owner = postgres.ownerUrl(DATABASE);
    const expiry = "SELECT support_path, maximum_expiration FROM ps_aors WHERE id = 'here-1001'";
    expect(await queryOnce(asterisk, expiry)).toEqual([{ support_path: 'yes', maximum_expiration: 120 }]);
    await queryOnce(owner, "UPDATE config.node SET state = 'left' WHERE id <> 'node1'");
    expect(await queryOnce(asterisk, expiry)).toEqual([{ support_path: 'yes', maximum_expiration: 7200 }]);
  });

  describe('with an edge in front of the nodes', () => {
    let edge: string;
    const read = async (view: string) =>
      Object.fromEntries(
        (await queryOnce<{ key_name: string; key_value: string }>(edge, `SELECT key_name, key_value FROM ${view}`)).map(
          (row) => [row.key_name, row.key_value],
        ),
      );
    beforeAll(async () => {
      await migrate(
        databaseSettings(postgres, DATABASE, {
          RTP_TIMEOUT_S: '12',
          EDGE_BIND: '10.0.0.9',
          DATABASE_EDGE_PASSWORD: 'edge-password',
        }),
      );
      edge = `postgres://callrack_edge:edge-password@127.0.0.1:${postgres.port}/${DATABASE}`;
    });

    it("it is a line of its own, told by its address and the port from which it brings carriers' calls", async () => {
      expect(
        await queryOnce(asterisk, "SELECT transport, auth, aors, context FROM ps_endpoints WHERE id = 'edge'"),
      ).toEqual([{ transport: 'transport-udp', auth: null, aors: null, context: 'callrack-edge' }]);
      expect(await queryOnce(asterisk, "SELECT match FROM ps_endpoint_id_ips WHERE id = 'edge'")).toEqual([
        { match: '10.0.0.9:5062' },
      ]);
    });

    it('telephones are left the address that they give, as the edge finds them', async () => {
      expect(await queryOnce(asterisk, 'SELECT DISTINCT rewrite_contact FROM ps_endpoints')).toEqual([
        { rewrite_contact: 'no' },
      ]);
    });

    it('it sees who is at home where on all nodes, and nothing beside that', async () => {
      expect(await read('home')).toEqual({ 'here-1001': 'node1', 'there-1002': 'node2' });
      expect(Object.values(await read('number')).toSorted()).toEqual(['node1', 'node2']);
      expect(await read('trunk')).toEqual({ '127.0.0.2': 'trunk-here', '127.0.0.3': 'trunk-there' });
      expect(await read('trunk_network')).toEqual({ 'fd00::/64': 'trunk-all' });
      expect(await read('node')).toEqual({ node1: 'sip:127.0.0.1:5060' });
      for (const table of ['config.extension', 'config.tenant', 'config.ps_auths', 'config.telephone_home']) {
        await expect(queryOnce(edge, `SELECT * FROM ${table}`)).rejects.toThrow('permission denied');
      }
    });
  });
});
