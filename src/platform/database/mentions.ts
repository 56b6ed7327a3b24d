import { Raw, type FindOperator } from 'typeorm';

/** A JSON column in which an id stands, however deep it lies. */
export function mentions(id: string): FindOperator<object> {
  const mention = `%"${id}"%`;
  return Raw((column) => `CAST(${column} AS text) ILIKE :mention`, { mention }) as FindOperator<object>;
}
