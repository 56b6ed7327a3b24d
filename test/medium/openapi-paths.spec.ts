import { ApiDesk } from '../fixtures/api-desk.js';
import { insertSteps } from '../fixtures/api-facts.js';
import { eventually } from '../fixtures/eventually.js';

interface Listed {
  readonly items: readonly object[];
  readonly nextCursor: string | null;
}

describe('paths through flows, as programs see them', () => {
  let desk: ApiDesk;
  let key: string;

  beforeAll(async () => {
    desk = await ApiDesk.start('openapi_paths');
    key = (await desk.key(desk.ours)).secret;
  });
  afterAll(async () => {
    await desk.stop();
  });

  async function list(query: Readonly<Record<string, string>>): Promise<Listed> {
    const got = await desk.send('get', `/api/v1/figures/paths?${new URLSearchParams(query).toString()}`, { key });
    if (got.status !== 200) throw new Error(got.text);
    return got.body as unknown as Listed;
  }

  async function calls(tenantId: string, callId: string, by: 'caller' | 'system'): Promise<void> {
    const [version] = await desk.sql<{ id: string }>(
      'SELECT id FROM config.flow_version WHERE tenant_id = $1',
      tenantId,
    );
    const versionId = version?.id ?? '';
    await insertSteps(desk, tenantId, callId, [
      ['flow.node', { versionId, node: 'menu', by: null }],
      ['flow.node', { versionId, node: 'hours', by: '1' }],
      ['flow.node', { versionId, node: 'menu', by: 'next' }],
      ['call.ended', { by, lostReason: 'abandoned_in_menu' }],
    ]);
  }

  it('each node with what became of its callers, page by page, of one flow and version', async () => {
    await calls(desk.ours.tenantId, 'one', 'caller');
    await calls(desk.ours.tenantId, 'two', 'system');
    await calls(desk.theirs.tenantId, 'theirs', 'caller');
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const expected = [
      { node: 'hours', entered: 2, begun: 0, leftBy: { next: 2 }, hungUp: 0, ended: 0, still: 0 },
      { node: 'menu', entered: 4, begun: 2, leftBy: { '1': 2 }, hungUp: 1, ended: 1, still: 0 },
    ].map((line) => ({ ...line, from, flow: 'line', version: 1 }));
    await eventually(async () => {
      expect((await list({ from })).items).toEqual(expected);
    }, 30_000);
    const first = await list({ from, flow: 'line', version: '1', limit: '1' });
    expect(first.items).toEqual(expected.slice(0, 1));
    const second = await list({ from, flow: 'line', version: '1', limit: '1', cursor: first.nextCursor ?? '' });
    expect(second).toEqual({ items: expected.slice(1), nextCursor: null });
    for (const none of [{ flow: 'another' }, { version: '2' }])
      expect((await list({ from, ...none })).items).toEqual([]);
    const byQuarter = (await list({ from, by: 'quarter' })).items as readonly { readonly entered: number }[];
    expect(byQuarter.reduce((sum, { entered }) => sum + entered, 0)).toBe(6);
  });
});
