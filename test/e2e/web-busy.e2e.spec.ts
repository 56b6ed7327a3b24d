import type { ExportView } from '../../src/reports/core/export.js';
import { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import { CALL_COLUMNS } from '../../src/reports/core/call-record.js';
import { eventually, TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { fillCallRecords } from '../fixtures/call-records.js';
import type { Behaviour } from '../fixtures/sip/telephone.js';
import { WebVisitor } from '../fixtures/web-visitor.js';

const ANSWERS: Behaviour = { does: 'answer', after: 0 };
const PASSWORD = 'correct horse battery';
const RECORDS = 200_000;
const FROZEN_MS = 30_000;
/** A machine that is busy with other things is slow, not wrong. */
const FILLED_WITHIN_MS = 180_000;

describe('web is busy, frozen and killed', () => {
  const scene = useBox('web-busy', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    return { tenant, hotline: await config.hotline(tenant, 1) };
  });

  beforeAll(async () => {
    const { box, plan } = scene();
    const url = box.postgres.ownerUrl('callrack');
    await fillCallRecords(url, { tenantId: plan.tenant.id, count: RECORDS, queueIds: [plan.hotline.queueId] });
    await box.query(
      `INSERT INTO access.operator
         (id, tenant_id, login, name, language, builtin_role, password_hash, must_change_password)
       VALUES ($1, $2, 'boss', 'Boss', 'zh', 'tenant_admin', $3, false)`,
      [newId(), plan.tenant.id, await new Passwords().hash(PASSWORD)],
    );
    box.web.start();
    await box.webIsUp();
  }, FILLED_WITHIN_MS);

  async function signedIn(): Promise<WebVisitor> {
    const visitor = new WebVisitor(scene().box.ports.web);
    await visitor.signIn({ company: 'demo', login: 'boss', password: PASSWORD });
    return visitor;
  }

  async function exportIs(visitor: WebVisitor, id: string, fits: (view: ExportView) => boolean): Promise<ExportView> {
    return eventually('the export is so', async () => {
      const view = (await visitor.json('GET', `/console/x/exports/${id}`)) as ExportView;
      return fits(view) ? view : null;
    });
  }

  /** From the INVITE to the record in PostgreSQL; the agent answers, both hear each other, the caller hangs up. */
  async function aCallIsServed(): Promise<void> {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.hotline.number);
    await caller.sip.hears(900);
    await caller.sip.hangsUp();
    const record = await caller.record();
    expect(record).toMatchObject({
      ...{ lost_reason: null, ended_by: 'caller', ended_at_is_late: false, offers: 1 },
      agent_id: plan.hotline.agents[0]!.id,
      connected_at: expect.any(Date),
      ringing_at: expect.any(Date),
    });
    await stage.agentIs(plan.hotline.agents[0]!, 'ready');
  }

  it('callers are served as ever while web exports all records, hangs for 30 s in the middle, is killed and comes back', async () => {
    const { scene: stage, box, plan } = scene();
    await stage.agent(plan.hotline.agents[0]!, ANSWERS);
    const before = await recordsKept();
    const boss = await signedIn();
    const columns = CALL_COLUMNS.map(({ name }) => name);
    const begun = (await boss.json('POST', '/console/x/exports', {
      ...{ kind: 'call_record', format: 'xlsx', columns, timeZone: 'Asia/Shanghai' },
    })) as ExportView;
    expect(begun.rowsTotal).toBe(before);
    let calls = 0;
    const serve = async (): Promise<void> => {
      await aCallIsServed();
      calls += 1;
    };

    await exportIs(boss, begun.id, (view) => view.status === 'running' && view.rowsDone > 0);
    await serve();
    await box.web.signal('SIGSTOP');
    const [frozen] = await box.query<{ status: string; rows_done: number }>(
      'SELECT status, rows_done FROM live.export WHERE id = $1',
      [begun.id],
    );
    expect(frozen).toMatchObject({ status: 'running' });
    expect(frozen!.rows_done).toBeLessThan(begun.rowsTotal);
    const until = Date.now() + FROZEN_MS;
    while (Date.now() < until) await serve();
    await box.web.signal('SIGKILL');
    await serve();
    box.web.start();
    await serve();
    await box.webIsUp();

    const told = await exportIs(boss, begun.id, (view) => view.status === 'failed');
    expect(told.failure?.zh).toContain('重新导出');
    expect(calls).toBeGreaterThanOrEqual(4);
    expect(await recordsKept()).toBe(before + calls);
  }, 120_000);

  async function recordsKept(): Promise<number> {
    const [row] = await scene().box.query<{ kept: number }>('SELECT count(*)::int AS kept FROM facts.call_record');
    return row!.kept;
  }
});
