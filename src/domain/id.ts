const GREATEST_ID = 2n ** 63n - 1n;

/** Whether a text is an id of ours, a positive 64-bit number in decimal: greater ones would reach the database only to fail there. */
export const isId = (text: string): boolean => /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= GREATEST_ID;

/** Whether a text may be a neighbourhood's slug. */
export const isSlug = (text: string): boolean => /^[a-z0-9-]{1,40}$/.test(text);
