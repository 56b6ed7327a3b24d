import { figureWords } from './limit-words.js';

test.each([
  [{}, '', ''],
  [{ limit: 30, used: 30 }, '已用 30，上限 30', 'in use 30, limit 30'],
  [{ limit: 5, of: 'tenant' }, '上限 5，企业在该外线上的上限', 'limit 5, limit of the tenant on this trunk'],
  [{ limitMicro: '30000000', number: '00121' }, '号码 00121，上限 30.00', 'number 00121, limit 30.00'],
  [{ leftMicro: '-150000', limit: null }, '剩余 -0.15', 'left -0.15'],
  [
    { somethingNew: true, newMicro: '1' },
    'somethingNew true，newMicro 0.000001',
    'somethingNew true, newMicro 0.000001',
  ],
])('%j', (detail, zh, en) => {
  expect([figureWords('trunk_channels', detail, 'zh'), figureWords('trunk_channels', detail, 'en')]).toEqual([zh, en]);
});

test('a low balance is below the line of its alarm, which is no limit', () => {
  const detail = { leftMicro: '1500000', limitMicro: '2000000' };
  expect(figureWords('balance_low', detail, 'zh')).toBe('可用 1.50，告警线 2.00');
  expect(figureWords('balance_low', detail, 'en')).toBe('available 1.50, alarm below 2.00');
});
