/** For how many days somebody may say that they are away. */
export const awayDays = [1, 7, 30] as const;
export type AwayDays = (typeof awayDays)[number];

const DAY_MS = 24 * 60 * 60_000;

/** Until when somebody is away who says so now, in milliseconds since the epoch. They come back by themselves: nobody has to remember. */
export function awayUntil(days: AwayDays, now: number): number {
  return now + days * DAY_MS;
}
