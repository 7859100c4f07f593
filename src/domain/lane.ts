import type { ContactChannel } from './contact.ts';

/** What a lane sends. Several bots, or several SMS senders, are several lanes of one means. */
export const means = ['telegram', 'sms', 'voice'] as const;
export type Means = (typeof means)[number];

/** One provider's sender: `telegram`, `sms`, `voice`; the second of a kind is `telegram-2`, and so on. */
export type LaneName = Means | `${Means}-${number}`;

export function nameLane(kind: Means, index: number): LaneName {
  return index === 0 ? kind : `${kind}-${index + 1}`;
}

export function meansOf(lane: LaneName): Means {
  return lane.replace(/-\d+$/, '') as Means;
}

/** The lanes of this deployment; a means without any cannot be used. */
export type Lanes = Readonly<Record<Means, readonly LaneName[]>>;

/** Contacts that some lane can reach. */
export function reachableBy(lanes: Lanes): readonly ContactChannel[] {
  return [...(lanes.telegram.length > 0 ? (['telegram'] as const) : []), ...(lanes.sms.length > 0 ? (['phone'] as const) : [])];
}

/**
 * The lane for a message to a contact. A chat knows only the bot it has written to; phones are spread over the senders, each always
 * by the same one. The store has the same rule in SQL (`laneSql`).
 */
export function laneFor(
  lanes: Lanes,
  contact: { readonly id: bigint; readonly channel: ContactChannel; readonly lane: string | null },
): LaneName {
  if (contact.channel === 'telegram') {
    return lanes.telegram.find((lane) => lane === contact.lane) ?? lanes.telegram[0] ?? 'telegram';
  }
  return lanes.sms[Number(contact.id % BigInt(Math.max(1, lanes.sms.length)))] ?? 'sms';
}

/** The lane that rings up a contact. */
export function voiceLaneFor(lanes: Lanes, contactId: bigint): LaneName {
  return lanes.voice[Number(contactId % BigInt(Math.max(1, lanes.voice.length)))] ?? 'voice';
}
