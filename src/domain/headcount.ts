/** What a person who was called says. `left`: they were there, or on their way, and are not any more. */
export const answers = ['coming', 'there', 'cant', 'left'] as const;
export type Answer = (typeof answers)[number];

export function isAnswer(value: string): value is Answer {
  return (answers as readonly string[]).includes(value);
}
