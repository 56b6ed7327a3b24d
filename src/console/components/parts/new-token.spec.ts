import { z } from 'zod';

import { newToken } from './new-token.js';

test('a token is a random UUID, another each time', () => {
  const tokens = Array.from({ length: 100 }, newToken);
  for (const token of tokens) expect(z.uuidv4().safeParse(token).success).toBe(true);
  expect(new Set(tokens).size).toBe(100);
});
