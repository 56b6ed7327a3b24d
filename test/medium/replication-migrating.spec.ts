import { MIGRATOR_LOCK } from '../../src/platform/database/migrator/migrator-lock.js';
import { eventually } from '../fixtures/eventually.js';
import { ReplicatedPair } from '../fixtures/replicated-pair.js';

jest.setTimeout(60_000);

let pair: ReplicatedPair;

beforeAll(async () => {
  pair = await ReplicatedPair.start();
  await pair.addTenant('alpha');
  pair.node.begin();
  await pair.following();
});

afterAll(() => pair.stop());

const waitsFor = (what: string) =>
  eventually(() => {
    const { state, lastError } = pair.node.keeper.state();
    expect({ state, lastError }).toEqual({ state: 'waiting_for_migration', lastError: what });
  });
const copiedAt = () => pair.node.query('SELECT copied_at FROM live.replicated_from');

const WEATHER = 'CREATE TABLE config.weather (id integer PRIMARY KEY, sky text NOT NULL)';

test('the admin node has a table more: waited for, then taken up beside the others', async () => {
  const before = await copiedAt();
  await pair.ask(`${WEATHER}; INSERT INTO config.weather VALUES (1, 'blue')`);
  await waitsFor('not here yet: weather');
  await pair.node.query(WEATHER);
  await eventually(async () =>
    expect(await pair.node.query('SELECT sky FROM config.weather')).toEqual([{ sky: 'blue' }]),
  );
  await pair.following();
  await pair.ask("INSERT INTO config.weather VALUES (2, 'grey')");
  await eventually(async () => expect(await pair.node.query('SELECT FROM config.weather')).toHaveLength(2));
  expect(await copiedAt()).toEqual(before);
});

test('a new table with the same rows on both sides, as a migration writes them: copied afresh', async () => {
  const both =
    "CREATE TABLE config.season AS SELECT 1 AS id, 'spring' AS name; ALTER TABLE config.season ADD PRIMARY KEY (id)";
  await pair.node.query(both);
  await pair.copiedAgain(() => pair.ask(`${both}; UPDATE config.season SET name = 'autumn'`));
  expect(await pair.node.query('SELECT name FROM config.season')).toEqual([{ name: 'autumn' }]);
});

test('the admin node has a column more: changes wait, and come by themselves once this node is migrated', async () => {
  const before = await copiedAt();
  await pair.ask(
    "ALTER TABLE config.weather ADD COLUMN wind text; INSERT INTO config.weather VALUES (3, 'red', 'north')",
  );
  await waitsFor('not here yet: weather.wind text');
  await pair.addTenant('beta');
  expect(await pair.tenantsThere()).toEqual(['alpha']);
  await pair.node.query('ALTER TABLE config.weather ADD COLUMN wind text');
  await eventually(async () => expect(await pair.tenantsThere()).toEqual(['alpha', 'beta']));
  await pair.following();
  expect(await pair.node.query('SELECT wind FROM config.weather WHERE id = 3')).toEqual([{ wind: 'north' }]);
  expect(await copiedAt()).toEqual(before);
});

test('a table that the admin node has no more is let go of', async () => {
  await pair.ask('DROP TABLE config.season');
  await eventually(async () =>
    expect(await pair.node.query("SELECT FROM pg_subscription_rel WHERE srrelid = 'config.season'::regclass")).toEqual(
      [],
    ),
  );
  await pair.following();
});

test('while this node is migrated nothing is copied', async () => {
  const release = await pair.holdLock(MIGRATOR_LOCK);
  await waitsFor('this node is being migrated');
  await pair.dropSlot();
  const before = await copiedAt();
  await waitsFor('this node is being migrated');
  await pair.copiedAgain(release);
  expect(await copiedAt()).not.toEqual(before);
});
