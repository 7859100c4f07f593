/** What a person who was called says. */
export const answers = ['coming', 'there', 'cant'] as const;
export type Answer = (typeof answers)[number];

export function isAnswer(value: string): value is Answer {
  return (answers as readonly string[]).includes(value);
}
