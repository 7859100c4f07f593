import type { Markup } from './markup.ts';
import type { File } from './multipart.ts';

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  /** Venues have both, bare locations neither. */
  readonly title?: string;
  readonly address?: string;
}

/** A message of the bot as the person sees it now. */
export interface ChatMessage {
  readonly id: number;
  /** Empty for a pin; of a voice message its caption. */
  readonly text: string;
  readonly edits: number;
  /** Every text it has had, the first one first, the present one last. */
  readonly history: readonly string[];
  readonly reply_markup: Markup | undefined;
  readonly sentAt: number;
  readonly editedAt: number | undefined;
  readonly venue: Place | undefined;
  /** A voice message, or a file that holds one. */
  readonly voice: File | undefined;
  /** A photo or a film. */
  readonly picture: File | undefined;
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type KeptMessage = Omit<Mutable<ChatMessage>, 'history'> & { readonly history: string[] };

/** A private chat between the bot and one person. */
export interface Chat {
  readonly id: number;
  readonly firstName: string;
  readonly languageCode: string | undefined;
  blocked: boolean;
  deactivated: boolean;
  /** What the bot sent and did not delete, oldest first. */
  readonly messages: KeptMessage[];
  /** Ids and times of what the person sent: a bot may delete that, too. */
  readonly said: { readonly id: number; readonly at: number }[];
  /** What answers to button presses showed. */
  readonly toasts: string[];
  /** When the last few messages to this chat arrived, for the limit per chat. */
  readonly arrivals: number[];
  quietUntil: number;
}

export interface Person {
  readonly id: number;
  readonly firstName?: string;
  readonly languageCode?: string;
}

export function createChat(person: Person): Chat {
  return {
    id: person.id,
    firstName: person.firstName ?? `Person ${person.id}`,
    languageCode: person.languageCode,
    blocked: false,
    deactivated: false,
    messages: [],
    said: [],
    toasts: [],
    arrivals: [],
    quietUntil: 0,
  };
}

/** The newest message, by its id, that satisfies `test`. */
export function newest(chat: Chat, test: (message: KeptMessage) => boolean): KeptMessage | undefined {
  return chat.messages.findLast(test);
}
