/**
 * A PostgreSQL array of numbers, written as text. The driver would quote each of them as if it were a word, and a lane writes down
 * thousands in a second.
 */
export function arrayOf(numbers: Iterable<string | number>): string {
  return `{${[...numbers].join(',')}}`;
}
