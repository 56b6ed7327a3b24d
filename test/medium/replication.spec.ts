import { eventually } from '../fixtures/eventually.js';
import { ReplicatedPair } from '../fixtures/replicated-pair.js';

jest.setTimeout(60_000);

const SLOT = 'callrack_switch_1';

let pair: ReplicatedPair;

beforeAll(async () => {
  pair = await ReplicatedPair.start();
  await pair.addTenant('alpha');
});

afterAll(() => pair.stop());

const state = () => pair.node.keeper.state();
const following = () =>
  eventually(() => {
    expect(state()).toMatchObject({ state: 'following', lastError: null });
  }, 20_000);
const tenants = (...codes: string[]) =>
  eventually(async () => {
    expect(await pair.tenantsThere()).toEqual(codes);
  });

test('the configuration is copied, then its changes are followed', async () => {
  expect(state().state).toBe('none');
  pair.node.begin();
  await following();
  expect(await pair.tenantsThere()).toEqual(['alpha']);
  await pair.addTenant('beta');
  await tenants('alpha', 'beta');
  expect(await pair.slots()).toEqual([SLOT]);
});
