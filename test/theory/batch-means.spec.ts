import { batchMeans, studentT } from './batch-means.js';

describe('intervals from batches', () => {
  test("Student's t as tables have it", () => {
    expect(studentT(1, 0.95)).toBeCloseTo(12.706, 2);
    expect(studentT(10, 0.95)).toBeCloseTo(2.228, 3);
    expect(studentT(39, 0.95)).toBeCloseTo(2.023, 3);
    expect(studentT(30, 0.99)).toBeCloseTo(2.75, 3);
  });

  test('mean and half width', () => {
    const { mean, halfWidth } = batchMeans([1, 2, 3, 4, 5], 0.95);
    expect(mean).toBe(3);
    expect(halfWidth).toBeCloseTo(2.776 * Math.sqrt(2.5 / 5), 3);
  });
});
