/** One phrase is a sentence or two. */
export const TAKE_SECONDS_MAX = 20;
/** Twenty seconds as a telephone line carries them are a third of this. */
export const TAKE_BYTES_MAX = 1_000_000;

/** What somebody recorded for a phrase, or why it cannot be kept. `away`: it could not be fetched. */
export type Take = { readonly kind: 'audio'; readonly audio: Uint8Array } | { readonly kind: 'too-long' | 'too-big' | 'unknown' | 'away' };
