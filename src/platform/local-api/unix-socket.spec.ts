import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { NotASocket, SocketInUse } from './local-api.errors.js';
import { listenOnSocket } from './unix-socket.js';

let home: string;
let path: string;
const servers: ReturnType<typeof createServer>[] = [];

const server = () => {
  const made = createServer();
  servers.push(made);
  return made;
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'callrack-socket-'));
  path = join(home, 'run', 'calls.sock');
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((made) => new Promise((resolve) => made.close(resolve))));
  rmSync(home, { recursive: true });
});

test('only this user may open the socket, and it goes with its server', async () => {
  const first = server();
  await listenOnSocket(first, path);
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  await new Promise((resolve) => first.close(resolve));
  expect(existsSync(path)).toBe(false);
});

test('a socket left behind by a killed process is removed', async () => {
  await listenOnSocket(server(), path);
  const stale = join(home, 'stale.sock');
  const leave = `require('net').createServer().listen(${JSON.stringify(stale)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', leave]);
  expect(existsSync(stale)).toBe(true);
  await listenOnSocket(server(), stale);
  expect((statSync(stale).mode & 0o777).toString(8)).toBe('600');
});

test('a socket that somebody answers on is left to them', async () => {
  await listenOnSocket(server(), path);
  await expect(listenOnSocket(server(), path)).rejects.toThrow(SocketInUse);
  expect(existsSync(path)).toBe(true);
});

test('a file of somebody else is not removed', async () => {
  const file = join(home, 'precious');
  writeFileSync(file, 'x');
  await expect(listenOnSocket(server(), file)).rejects.toThrow(NotASocket);
  expect(existsSync(file)).toBe(true);
});
