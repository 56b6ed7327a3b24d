import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { AmiClient } from './ami.client.js';

/** Asterisk's manager interface as far as the client sees it. */
class FakeAmi {
  readonly heard: string[] = [];
  readonly sockets = new Set<Socket>();
  refusal: string | null = null;
  contacts: readonly string[] = [];

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
      socket.write('Asterisk Call Manager/11.0.0\r\n');
      let buffer = '';
      socket.on('data', (data) => {
        const messages = `${buffer}${data.toString()}`.split('\r\n\r\n');
        buffer = messages.pop() ?? '';
        for (const message of messages) this.answer(message, socket);
      });
    });
  }

  static async start(port = 0): Promise<FakeAmi> {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new FakeAmi(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(message: string, socket: Socket): void {
    this.heard.push(message.replaceAll('\r\n', ' | '));
    const id = /ActionID: (\d+)/.exec(message)?.[1] ?? '';
    if (message.startsWith('Action: PJSIPShowContacts')) {
      const all = this.contacts.length === 0 ? nothingToList(id) : listOf(this.contacts, id);
      for (const part of all) socket.write(part);
      return;
    }
    const refused = this.refusal !== null && message.startsWith('Action: MixMonitor');
    const reply = `Response: ${refused ? 'Error' : 'Success'}\r\nActionID: ${id}\r\nMessage: ${this.refusal ?? 'ok'}\r\n\r\n`;
    // In two pieces, and after an event nobody asked for.
    socket.write(`Event: FullyBooted\r\nStatus: Fully Booted\r\n\r\n${reply.slice(0, 9)}`);
    setTimeout(() => socket.write(reply.slice(9)), 1);
  }
}

const END = '\r\n\r\n';
const nothingToList = (id: string): string[] => [
  `Response: Error\r\nActionID: ${id}\r\nMessage: No Contacts found${END}`,
];
const listOf = (contacts: readonly string[], id: string): string[] => [
  `Response: Success\r\nActionID: ${id}\r\nEventList: start\r\nMessage: follows${END}`,
  ...contacts.map((name) => `Event: ContactList\r\nActionID: ${id}\r\nEndpoint: ${name}${END}`),
  `Event: ContactListComplete\r\nActionID: ${id}\r\nEventList: Complete\r\nListItems: ${contacts.length}${END}`,
];

describe('the manager interface', () => {
  let manager: FakeAmi;
  let client: AmiClient;

  const open = (port: number): void => {
    client = new AmiClient({ port, user: 'callrack', password: 'secret', patienceMs: 500 }, () => undefined);
    client.start();
  };
  const record = () => client.mixMonitor('node1-1.1', '/spool/c1-heard.wav', '/spool/c1-said.wav');

  beforeEach(async () => {
    manager = await FakeAmi.start();
  });
  afterEach(async () => {
    await client.stop();
    await manager.stop();
  });

  test('signs in without events, then starts MixMonitor with one file for each direction, while bridged', async () => {
    open(manager.port);
    await record();
    expect(manager.heard).toEqual([
      'Action: Login | Username: callrack | Secret: secret | Events: off | ActionID: 1',
      'Action: MixMonitor | Channel: node1-1.1 | Options: r(/spool/c1-heard.wav)t(/spool/c1-said.wav)b | ActionID: 2',
    ]);
  });

  test('a refusal is told with its reason', async () => {
    open(manager.port);
    manager.refusal = 'No such channel';
    await expect(record()).rejects.toThrow(/telephony\.manager_refused.*No such channel/);
  });

  test.each([
    [60, '60'],
    [0, '0'],
    [0.4, '1'],
    [-3, '1'],
  ])('a channel is to end by the clock after %d s: %s, and only 0 takes it back', async (seconds, value) => {
    open(manager.port);
    await client.limitDuration('node1-1.1', seconds);
    expect(manager.heard.at(-1)).toBe(
      `Action: Setvar | Channel: node1-1.1 | Variable: TIMEOUT(absolute) | Value: ${value} | ActionID: 2`,
    );
  });

  test('no field brings another action with it', async () => {
    open(manager.port);
    await expect(client.limitDuration('node1-1.1\r\n\r\nAction: Originate', 1)).rejects.toThrow(/line break/);
    await record();
    expect(manager.heard.join()).not.toContain('Originate');
  });

  test('comes back after a broken connection; a recording waits for it a little', async () => {
    open(manager.port);
    await record();
    manager.hangUp();
    await pause(20);
    expect(client.connected).toBe(false);
    await record();
    expect(client.connected).toBe(true);
  });

  test('without a manager interface a recording fails', async () => {
    const { port } = manager;
    await manager.stop();
    open(port);
    await expect(record()).rejects.toThrow(/the manager interface is away/);
    manager = await FakeAmi.start();
  });

  test('a list is all its rows; where there is nothing to list it is empty', async () => {
    open(manager.port);
    expect(await client.list({ Action: 'PJSIPShowContacts' })).toEqual([]);
    manager.contacts = ['demo-8001', 'demo-8002'];
    const rows = await client.list({ Action: 'PJSIPShowContacts' });
    expect(rows.map((row) => row.Endpoint)).toEqual(['demo-8001', 'demo-8002']);
    await record();
  });
});
