/** What can be reported. The order is the order of the buttons: the most urgent first. */
export const kinds = ['demolition', 'bailiffs', 'collectors', 'police', 'raid', 'cutoff'] as const;
export type Kind = (typeof kinds)[number];

export function isKind(value: string): value is Kind {
  return (kinds as readonly string[]).includes(value);
}
