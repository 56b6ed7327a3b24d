import { ApiDesk, type Got } from '../fixtures/api-desk.js';
import { eventually } from '../fixtures/eventually.js';
import { insertRecord, insertSteps } from '../fixtures/api-facts.js';

interface Listed {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}

describe('callbacks, messages and the day of a queue, as programs see them', () => {
  let desk: ApiDesk;
  let key: string;

  beforeAll(async () => {
    desk = await ApiDesk.start('openapi_callbacks');
    key = (await desk.key(desk.ours)).secret;
  });
  afterAll(async () => {
    await desk.stop();
  });

  const ask = (method: string, path: string): Promise<Got> => desk.send(method, `/api/v1${path}`, { key });
  const list = async (path: string): Promise<Listed> => {
    const got = await ask('get', path);
    if (got.status !== 200) throw new Error(got.text);
    return got.body as unknown as Listed;
  };

  it('how the day of a queue has been so far stands beside who waits in it', async () => {
    const { queueId, agentId, tenantId } = desk.ours;
    const nothing = { offered: 0, answered: 0, abandoned: 0, serviceLevel: null, speedOfAnswerMs: null };
    expect((await list('/queues')).items).toMatchObject([{ number: '2000', today: nothing }]);
    await insertSteps(desk, tenantId, 'of-today', [
      ['queue.entered', { queueId }],
      ['agent.offered', { agentId }],
      ['party.connected', { agentId }],
      ['call.ended', { lostReason: null }],
    ]);
    await eventually(async () => {
      const [day] = await desk.sql<{ over: boolean }>(
        "SELECT bool_and(over_at < now()) AS over FROM reports.queue_visit WHERE call_id = 'of-today'",
      );
      expect(day?.over).toBe(true);
    }, 30_000);
    expect((await list('/queues')).items).toMatchObject([
      { number: '2000', today: { offered: 1, answered: 1, abandoned: 0, serviceLevel: 1, speedOfAnswerMs: 2000 } },
    ]);
  });

  it('who waits to be called back is listed with the place, and cancelled once; what became of others is listed after', async () => {
    const callback = desk.callbackIsAsked(desk.ours, 'called-back', '13900000007');
    const theirs = desk.callbackIsAsked(desk.theirs, 'called-back-by-them', '13900000008');
    expect((await list('/callbacks')).items).toEqual([
      {
        ...{ id: callback, number: '13900000007', queue: '2000', phase: 'waiting', place: 1, tries: 0, callId: null },
        ...{ since: expect.any(String), askedAt: expect.any(String), expiresAt: expect.any(String) },
      },
    ]);
    expect((await ask('post', `/callbacks/${theirs}/cancel`)).status).toBe(404);
    expect((await ask('post', `/callbacks/${callback}/cancel`)).body).toEqual({ id: callback });
    expect(await ask('post', `/callbacks/${callback}/cancel`)).toMatchObject({ status: 404 });
    expect((await list('/callbacks')).items).toEqual([]);
    const [entry] = await desk.sql<object>(
      "SELECT action, object_label, operator_name FROM access.audit_entry WHERE object_type = 'callback'",
    );
    expect(entry).toEqual({ action: 'cancel', object_label: '13900000007', operator_name: 'key 1' });
    await insertSteps(desk, desk.ours.tenantId, callback, [
      ['callback.asked', { number: '13900000007' }],
      ['queue.left', { queueId: desk.ours.queueId, why: 'callback' }],
      ['callback.missed', { callId: `${callback}-k1`, why: 'customer_unreachable' }],
      ['callback.ended', { callId: `${callback}-k2`, why: 'reached' }],
    ]);
    await insertSteps(desk, desk.theirs.tenantId, theirs, [['callback.ended', { callId: null, why: 'expired' }]]);
    await insertSteps(desk, desk.ours.tenantId, 'asked-long-ago', [
      ['callback.ended', { callId: null, why: 'expired' }],
    ]);
    const first = await list('/ended-callbacks?limit=1');
    const [second] = (await list(`/ended-callbacks?limit=1&cursor=${first.nextCursor ?? ''}`)).items;
    expect([second, first.items[0]]).toEqual([
      {
        ...{ id: 'asked-long-ago', number: null, queue: null, outcome: 'expired', missed: 0, callId: null },
        ...{ askedAt: null, endedAt: expect.any(String) },
      },
      {
        ...{ id: callback, number: '13900000007', queue: '2000', outcome: 'reached', missed: 1 },
        ...{ callId: `${callback}-k2`, askedAt: expect.any(String), endedAt: expect.any(String) },
      },
    ]);
  });

  it('messages are listed newest first, page by page, all or those that wait', async () => {
    const { tenantId } = desk.ours;
    for (const id of ['said-1', 'said-2']) {
      await insertRecord(desk, tenantId, id);
      await insertSteps(desk, tenantId, id, [['message.left', { durationMs: 5_000 }]]);
    }
    const rows = (await list('/voicemail-messages')).items.map(({ id }) => id);
    expect(rows.toSorted()).toEqual(['c', 'said-1', 'said-2']);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Listed = await list(`/voicemail-messages?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(rows);
    await desk.sql(
      `INSERT INTO facts.call_saying (id, at, tenant_id, call_id, what, by_name, says_disposition, says_note, handled)
       VALUES ('of said-1', now(), $1, 'said-1', 'said', 'Wang', false, false, true)`,
      tenantId,
    );
    expect((await list('/voicemail-messages?handled=true')).items).toEqual([
      {
        ...{ id: 'said-1', mailbox: null, caller: '13800000001', called: '95001', queue: null, durationMs: 5_000 },
        ...{ at: expect.any(String), recorded: false, note: null },
        ...{ handled: true, handledAt: expect.any(String), handledBy: 'Wang' },
      },
    ]);
    expect((await list('/voicemail-messages?handled=false')).items.map(({ id }) => id)).toEqual(
      rows.filter((id) => id !== 'said-1'),
    );
  });
});
