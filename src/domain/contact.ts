/** What an address belongs to. A phone number is one contact, whether it texts or is called. */
export const contactChannels = ['telegram', 'phone'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/**
 * `stopped`: the person asked for silence. `blocked`: Telegram says so. `dead`: the address can never be reached. `landline`: a phone
 * that takes no SMS, but can be rung up.
 */
export type ContactState = 'open' | 'stopped' | 'blocked' | 'dead' | 'landline';
