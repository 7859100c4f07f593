/** After this many attempts a message goes on to the person's next contact, where there is one. */
export const ATTEMPTS_MAX = 8;

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** How long to wait after the given attempt (1 is the first), doubling. */
export function backoffMs(attempt: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
}

/** How long Twilio may take to show a message that it took without our hearing so. */
export const LOOK_UP_AFTER_MS = 5_000;

/** A request that is not answered within this is given up, and its outcome unknown. */
export const SEND_TIMEOUT_MS = 15_000;
/** The same for a file of twenty megabytes, and those that stand before it. */
export const UPLOAD_TIMEOUT_MS = 3 * 60_000;
