import { account } from '../fixtures/accounts.js';
import { AccountsWorld } from '../fixtures/accounts-world.js';
import { demonstration } from '../fixtures/node-config.js';
import { rate, steps, tariff, version } from '../fixtures/tariffs.js';
function run(name: string, credit: string, N: number, pack: number, change: any = {}) {
  const t = tariff({ versions: [version({ rates: [rate({packageCode: pack > 0 ? 'm' : null, ...change})], packages: pack > 0 ? [{ code: 'm', name: 'm', seconds: pack }] : [] })] });
  const w = new AccountsWorld(demonstration({ tariffs: [t], accounts: [account('acme', credit)], tenantTrunks: [] }));
  let at = 1_790_000_000_000;
  const t0 = performance.now();
  for (let i = 0; i < N; i++) { at += 20; w.begin('c' + i, '95001', at); }
  const t1 = performance.now();
  const times: number[] = [];
  let next = 0;
  for (let i = 0; i < 1000; i++) {
    at += 50;
    while (w.dueAt !== null && w.dueAt <= at) { const a = performance.now(); w.fire(w.dueAt); times.push(performance.now() - a); }
    const a = performance.now();
    if (i % 2) w.begin('d' + i, '95001', at); else w.end('c' + next++, at);
    times.push(performance.now() - a);
  }
  times.sort((a, b) => a - b);
  const sum = times.reduce((x, y) => x + y, 0);
  console.log(name, 'fill', ((t1 - t0) / N).toFixed(3), 'ms/start; mean', (sum / times.length).toFixed(3), 'p50', times[times.length >> 1]!.toFixed(3), 'p99', times[Math.floor(times.length * .99)]!.toFixed(2), 'max', times.at(-1)!.toFixed(1), 'events', times.length, 'cmds', w.commands, 'limits', w.limits.length, 'running', w.accounts.accountNow('acme' as any, at).running.calls);
}
run('far ', '100000', 1000, 0);
run('a day', '2000', 1000, 0);
run('1 h ', '9000', 1000, 0);
run('near', '170', 1000, 0);
run('near 10 min', '1500', 1000, 0);
run('far, package', '100000', 1000, 1000000);
run('near, package', '170', 1000, 50000);
run('50 near', '10', 50, 0);
run('50 near 1/1', '5', 50, 0, { steps: steps('1 at 0.15/60') });
