import { accessNumber, agent, demonstration, queue, tenant, toQueue } from '../../../test/fixtures/node-config.js';
import type { AccessNumberId, AgentId, QueueId, TenantId } from '../../kernel/ids.js';
import { indexConfig, type NodeConfig } from './node-config.js';
import { numberToShow } from './number-to-show.js';

const ACME = 'acme' as TenantId;
const A1001 = { agentId: 'a1001' as AgentId };

function ids(...numbers: readonly string[]): readonly AccessNumberId[] {
  return numbers.map((number) => `n${number}` as AccessNumberId);
}

/** acme has 95001, 95002 and 95003, another tenant 94000; agent 1001 serves 2000 and 2001. */
function house(
  ofAgent: readonly string[] = [],
  of2000: readonly string[] = [],
  of2001: readonly string[] = [],
): NodeConfig {
  const numbers = ['95002', '95001', '95003'].map((number) => accessNumber('acme', number, toQueue('2000')));
  const all = [...numbers, accessNumber('other', '94000', toQueue('3000'))];
  return indexConfig(
    demonstration({
      tenants: [tenant('acme'), tenant('other')],
      accessNumbers: all.map((access) => ({ ...access, id: `n${access.number}` as AccessNumberId })),
      agents: [{ ...agent('acme', '1001', ['2000', '2001']), callerNumberIds: ids(...ofAgent) }],
      queues: [
        { ...queue('acme', '2000'), callerNumberIds: ids(...of2000) },
        { ...queue('acme', '2001'), callerNumberIds: ids(...of2001) },
        { ...queue('acme', '2002'), callerNumberIds: ids('95003') },
      ],
    }),
  );
}

// what the agent's entry and the two queues allow, the number asked for, and the one that is shown
test.each`
  ofAgent      | of2000       | of2001       | asked      | shown
  ${[]}        | ${[]}        | ${[]}        | ${null}    | ${'95001'}
  ${[]}        | ${[]}        | ${[]}        | ${'95003'} | ${'95003'}
  ${[]}        | ${[]}        | ${[]}        | ${'94000'} | ${null}
  ${['95002']} | ${[]}        | ${[]}        | ${null}    | ${'95002'}
  ${['95002']} | ${[]}        | ${[]}        | ${'95001'} | ${null}
  ${['95002']} | ${['95003']} | ${[]}        | ${'95003'} | ${null}
  ${[]}        | ${['95003']} | ${[]}        | ${null}    | ${'95003'}
  ${[]}        | ${['95003']} | ${['95002']} | ${null}    | ${'95002'}
  ${[]}        | ${['95003']} | ${['95002']} | ${'95003'} | ${'95003'}
  ${[]}        | ${['95003']} | ${[]}        | ${'95001'} | ${null}
  ${['94000']} | ${[]}        | ${[]}        | ${null}    | ${null}
`(
  'agent may $ofAgent, queues $of2000 $of2001; $asked asked for: $shown',
  (row: {
    readonly ofAgent: readonly string[];
    readonly of2000: readonly string[];
    readonly of2001: readonly string[];
    readonly asked: string | null;
    readonly shown: string | null;
  }) => {
    expect(numberToShow(house(row.ofAgent, row.of2000, row.of2001), ACME, row.asked, A1001)).toBe(row.shown);
  },
);

test("a queue's own calls show what the queue says, whoever makes them; a telephone without an agent any of them", () => {
  const config = house(['95002']);
  expect(numberToShow(config, ACME, null, { ...A1001, queueId: 'q2002' as QueueId })).toBe('95003');
  expect(numberToShow(config, ACME, null, { ...A1001, queueId: 'q2000' as QueueId })).toBe('95002');
  expect(numberToShow(config, ACME, null)).toBe('95001');
});
