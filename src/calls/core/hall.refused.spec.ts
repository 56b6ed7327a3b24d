import { HallStory } from '../../../test/fixtures/hall-story.js';
import { demonstration, tenant, trunk } from '../../../test/fixtures/node-config.js';

import type { TenantId } from '../../kernel/ids.js';

describe('calls that do not get in', () => {
  test('unknown number: an announcement without answering, then the refusal; the record has no tenant', () => {
    new HallStory().tells(`
    10     caller1 arrives calling 95002
           * c1 call.arrived caller=13800000001 called=95002 trunkId=trunk-carrier
           > play c1-p1 to caller1: prompts/zh/number-not-in-use
    15     c1-p1 ends
           > hang up caller1 1
    15     caller1 ends 1
           * c1 call.ended by=system causeCode=1 lostReason=unknown_number
           * c1 record: ended by system 1, lost=unknown_number tenant=- queue=- agent=- offers=0, arrived 10 ended 15
    `);
  });

  test('unknown number: the end of the announcement is never told', () => {
    new HallStory().tells(`
    10     caller1 arrives calling 95002
           * c1 call.arrived caller=13800000001 called=95002 trunkId=trunk-carrier
           > play c1-p1 to caller1: prompts/zh/number-not-in-use
    190    timer c1 prompt
           > hang up caller1 1
    190    caller1 ends 1
           * c1 call.ended by=system causeCode=1 lostReason=unknown_number
           * c1 record: ended by system 1, lost=unknown_number tenant=- queue=- agent=- offers=0, arrived 10 ended 190
    `);
  });

  test('unknown number: the announcement cannot be played', () => {
    new HallStory().tells(`
    10     caller1 arrives calling 95002
           * c1 call.arrived caller=13800000001 called=95002 trunkId=trunk-carrier
           > play c1-p1 to caller1: prompts/zh/number-not-in-use
    10     c1-p1 is refused
           > hang up caller1 1
    10     caller1 ends 1
           * c1 call.ended by=system causeCode=1 lostReason=unknown_number
           * c1 record: ended by system 1, lost=unknown_number tenant=- queue=- agent=- offers=0, arrived 10 ended 10
    `);
  });

  test('unknown number: the caller hangs up during the announcement', () => {
    new HallStory().tells(`
    10     caller1 arrives calling 95002
           * c1 call.arrived caller=13800000001 called=95002 trunkId=trunk-carrier
           > play c1-p1 to caller1: prompts/zh/number-not-in-use
    11     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=unknown_number
           * c1 record: ended by caller 16, lost=unknown_number tenant=- queue=- agent=- offers=0, arrived 10 ended 11
    `);
  });

  test("suspended tenant: announcement in the tenant's name, then the refusal", () => {
    new HallStory(demonstration({ tenants: [tenant('acme', { suspended: true })] })).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           > play c1-p1 to caller1: prompts/zh/service-suspended
    15     c1-p1 ends
           > hang up caller1 21
    15     caller1 ends 21
           * c1 call.ended by=system causeCode=21 lostReason=tenant_suspended
           * c1 record: ended by system 21, lost=tenant_suspended tenant=acme queue=- agent=- offers=0, arrived 10 ended 15
    `);
  });

  test('on the blacklist: refused before the answer, and told by which entry; a VIP is too', () => {
    const tenantId = 'acme' as TenantId;
    const entry = { id: 'b1', tenantId, number: '1380', isPrefix: true, refused: true };
    const vip = { id: 'v1', tenantId, number: '13800000001', headStartS: 5 };
    new HallStory(demonstration({ blockedNumbers: [entry], vipCallers: [vip] })).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 list.matched list=blocked entryId=b1 number=1380
           * c1 call.refused why=blacklisted
           > hang up caller1 21
    10     caller1 ends 21
           * c1 call.ended by=system causeCode=21 lostReason=blacklisted
           * c1 record: ended by system 21, lost=blacklisted tenant=acme queue=- agent=- offers=0, arrived 10 ended 10
    `);
  });

  test('on the blacklist by how it begins, on the whitelist by the number: let through', () => {
    const tenantId = 'acme' as TenantId;
    const blocked = { id: 'b1', tenantId, number: '1380', isPrefix: true, refused: true };
    const allowed = { id: 'w1', tenantId, number: '+8613800000001' };
    const story = new HallStory(demonstration({ blockedNumbers: [blocked], allowedNumbers: [allowed] }));
    const told = story.play('10 caller1 arrives');
    expect(told).toContain('* c1 list.matched list=allowed entryId=w1');
    expect(told).toContain('* c1 menu.entered');
  });

  test("only never called back, another tenant's entry, and one that has expired: let through, nothing told", () => {
    const entry = { id: 'b1', tenantId: 'acme' as TenantId, number: '13800000001' };
    for (const other of [
      entry,
      { ...entry, refused: true, expiresAt: 10_000 },
      { ...entry, refused: true, tenantId: 'else' as TenantId },
    ]) {
      const told = new HallStory(demonstration({ blockedNumbers: [other] })).play('10 caller1 arrives');
      expect(told).toContain('* c1 menu.entered');
      expect(told).not.toContain('list.matched');
    }
  });

  test("number whose tenant is not on this node: nobody's number", () => {
    new HallStory(demonstration({ tenants: [] })).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           > play c1-p1 to caller1: prompts/zh/number-not-in-use
    15     c1-p1 ends
           > hang up caller1 1
    15     caller1 ends 1
           * c1 call.ended by=system causeCode=1 lostReason=unknown_number
           * c1 record: ended by system 1, lost=unknown_number tenant=- queue=- agent=- offers=0, arrived 10 ended 15
    `);
  });

  test('tenant over its channel limit: busy, recorded; the next call gets in when a channel is free', () => {
    new HallStory(demonstration({ tenants: [tenant('acme', { channelLimit: 1 })] })).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    11     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.refused why=no_channel
           * c2 limit channels refused
           > hang up caller2 17
    11     caller2 ends 17
           * c2 call.ended by=system causeCode=17 lostReason=no_channel
           * c2 record: ended by system 17, lost=no_channel tenant=acme queue=- agent=- offers=0, arrived 11 ended 11
    12     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_menu
           * c1 record: ended by caller 16, lost=abandoned_in_menu tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 12
    13     caller3 arrives
           * c3 call.arrived caller=13800000003 called=95001 trunkId=trunk-carrier
           * c3 call.answered
           * c3 menu.entered menuId=welcome
           > answer caller3
           > play c3-p1 to caller3: acme/welcome
    `);
  });

  test('trunk over its channel limit: no circuit, whatever the number; a fact where it is one of a tenant', () => {
    new HallStory(demonstration({ trunks: [trunk('carrier', 1)] })).tells(`
    10     caller1 arrives calling 95002
           * c1 call.arrived caller=13800000001 called=95002 trunkId=trunk-carrier
           > play c1-p1 to caller1: prompts/zh/number-not-in-use
    11     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.refused why=no_channel
           * c2 limit trunk_channels refused
           > hang up caller2 34
    12     caller3 arrives calling 95002
           * c3 call.arrived caller=13800000003 called=95002 trunkId=trunk-carrier
           * c3 call.refused why=no_channel
           > hang up caller3 34
    12     caller2 ends 34
           * c2 call.ended by=system causeCode=34 lostReason=no_channel
           * c2 record: ended by system 34, lost=no_channel tenant=acme queue=- agent=- offers=0, arrived 11 ended 11
    12     caller3 ends 34
           * c3 call.ended by=system causeCode=34 lostReason=no_channel
           * c3 record: ended by system 34, lost=no_channel tenant=- queue=- agent=- offers=0, arrived 12 ended 12
    `);
  });

  test('refused calls hold no channels: the limit counts those that got in', () => {
    new HallStory(demonstration({ tenants: [tenant('acme', { channelLimit: 1 })] })).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    11     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.refused why=no_channel
           * c2 limit channels refused
           > hang up caller2 17
    12     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_menu
           * c1 record: ended by caller 16, lost=abandoned_in_menu tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 12
    13     caller3 arrives
           * c3 call.arrived caller=13800000003 called=95001 trunkId=trunk-carrier
           * c3 call.answered
           * c3 menu.entered menuId=welcome
           > answer caller3
           > play c3-p1 to caller3: acme/welcome
    13     caller2 ends 17
           * c2 call.ended by=system causeCode=17 lostReason=no_channel
           * c2 record: ended by system 17, lost=no_channel tenant=acme queue=- agent=- offers=0, arrived 11 ended 11
    `);
  });

  test('channels are counted again after a restart', () => {
    new HallStory(demonstration({ tenants: [tenant('acme', { channelLimit: 1 })] })).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    11     engine dies
    12     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.refused why=no_channel
           * c2 limit channels refused
           > hang up caller2 17
    12     caller2 ends 17
           * c2 call.ended by=system causeCode=17 lostReason=no_channel
           * c2 record: ended by system 17, lost=no_channel tenant=acme queue=- agent=- offers=0, arrived 12 ended 12
    `);
  });

  test('call from an endpoint that is no trunk: refused without a word about the number', () => {
    new HallStory().tells(`
    10     caller1 arrives from stranger
           * c1 call.arrived caller=13800000001 called=95001 trunkId=-
           * c1 call.refused why=not_permitted
           > hang up caller1 21
    10     caller1 ends 21
           * c1 call.ended by=system causeCode=21 lostReason=not_permitted
           * c1 record: ended by system 21, lost=not_permitted tenant=- queue=- agent=- offers=0, arrived 10 ended 10
    `);
  });

  test('a telephone of ours dials an access number of its own: there it leads, as for any caller', () => {
    new HallStory().tells(`
    10     caller1 arrives from acme-8001
           * c1 call.arrived caller=8001 called=95001 trunkId=- extensionId=x8001 agentId=-
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    `);
  });

  test('refused call whose channel never goes: the record is written after ten seconds', () => {
    new HallStory().tells(`
    10     caller1 arrives from stranger
           * c1 call.arrived caller=13800000001 called=95001 trunkId=-
           * c1 call.refused why=not_permitted
           > hang up caller1 21
    20     timer c1 endGuard
           * c1 call.ended by=system causeCode=21 lostReason=not_permitted
           * c1 record: ended by system 21, lost=not_permitted tenant=- queue=- agent=- offers=0, arrived 10 ended 10
           > hang up caller1 21
    25     caller1 ends 21
    `);
  });
});
