/** Quiet hours to choose from, in minutes of the city's day. Only an immediate danger breaks them. */
export const quietHours = {
  early: { from: 22 * 60, to: 7 * 60 },
  late: { from: 0, to: 8 * 60 },
  none: null,
} as const;
export type QuietHours = keyof typeof quietHours;

export function isQuietHours(name: string): name is QuietHours {
  return Object.hasOwn(quietHours, name);
}

/** The minute of the day, 0 to 1,439, that a moment falls into in a city's zone (IANA name). */
export function minuteOfDay(zone: string): (at: number) => number {
  const clockFace = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (at) => {
    const [hours = 0, minutes = 0] = clockFace.format(at).split(':').map(Number);
    return hours * 60 + minutes;
  };
}
