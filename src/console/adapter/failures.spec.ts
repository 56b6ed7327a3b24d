import { ChangedMeanwhile } from '../../platform/errors/record.errors.js';
import { InvalidInput } from '../../platform/validation/validation.errors.js';
import type { ConsoleResource } from '../resources/resource.js';
import { failure, formFailure } from './failures.js';

const MENU = { fields: [{ name: 'name' }, { name: 'action' }] } as unknown as ConsoleResource;
const text = (zh: string, en: string) => ({ zh, en });

it('an error is told in the language of the person, with its code, and with nothing of a record', () => {
  const { code, notice, record, records } = failure(new ChangedMeanwhile(), 'zh');
  expect(code).toBe('platform.changed_meanwhile');
  expect(notice.message).toContain('已被他人修改');
  expect(record.params).toEqual({});
  expect(records).toEqual([]);
});

describe('faults of a form', () => {
  it('a fault deep in a field is told at that field, by the words of people', () => {
    const error = new InvalidInput({
      'action.keys.1': text('请选择去向', 'Choose where to'),
      name: text('重复', 'Taken'),
    });
    expect(formFailure(MENU, error, 'zh')).toEqual({
      errors: {
        action: { type: 'invalid', message: '按键 1: 请选择去向' },
        name: { type: 'invalid', message: '重复' },
      },
      message: '有的内容需要更正，见下方',
    });
  });

  it('what belongs to no field is told above the form', () => {
    const error = new InvalidInput({ '': text('不行', 'No'), nowhere: text('也不行', 'Neither') });
    expect(formFailure(MENU, error, 'en')).toEqual({ errors: {}, message: 'No; Neither' });
  });

  it('two faults of one field are told together', () => {
    const error = new InvalidInput({ 'action.attempts': text('甲', 'A'), 'action.otherwise': text('乙', 'B') });
    expect(formFailure(MENU, error, 'en').errors.action?.message).toBe(
      'Plays at most: A; When no valid key is pressed: B',
    );
  });
});
