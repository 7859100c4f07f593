import type { User } from 'grammy/types';
import type { Clock } from '../../clock.ts';
import type { Chat, KeptMessage, Person } from './chat.ts';
import { createChat } from './chat.ts';
import type { Updates } from './updates.ts';

/** One accepted send. */
export interface TelegramSend {
  readonly at: number;
  readonly method: string;
  readonly chatId: number;
  /** 0 where there is none. */
  readonly messageId: number;
  readonly text: string;
}

/** What the methods of the bot and the people's phones share. */
export interface Desk {
  readonly clock: Clock;
  readonly bot: User;
  readonly updates: Updates;
  readonly sends: TelegramSend[];
  readonly queries: Map<string, PressedButton>;
  /** What people sent, by its id. */
  readonly files: Map<string, Buffer>;
  chat(id: number): Chat | undefined;
  register(person: Person): Chat;
  nextMessageId(): number;
  nextQueryId(): string;
  /** Forgets all people, and what was sent. */
  forget(): void;
}

/** A callback query that waits for its answer. */
export interface PressedButton {
  readonly chatId: number;
  readonly at: number;
}

export interface DeskOptions {
  readonly clock: Clock;
  readonly bot: User;
  readonly updates: Updates;
  readonly acceptUnknownChats: boolean;
}

export function createDesk(options: DeskOptions): Desk {
  const chats = new Map<number, Chat>();
  const sends: TelegramSend[] = [];
  let messageId = 0;
  let queryId = 0;

  function register(person: Person): Chat {
    const known = chats.get(person.id);
    if (known !== undefined) return known;
    const chat = createChat(person);
    chats.set(person.id, chat);
    return chat;
  }

  return {
    clock: options.clock,
    bot: options.bot,
    updates: options.updates,
    sends,
    queries: new Map(),
    files: new Map(),
    chat: (id) => chats.get(id) ?? (options.acceptUnknownChats ? register({ id }) : undefined),
    register,
    nextMessageId: () => {
      messageId += 1;
      return messageId;
    },
    nextQueryId: () => {
      queryId += 1;
      return `${options.bot.id}${String(queryId).padStart(9, '0')}`;
    },
    forget: () => {
      chats.clear();
      sends.length = 0;
    },
  };
}

/** A message as the Bot API shows it. */
export function shown(desk: Desk, chat: Chat, message: KeptMessage): Record<string, unknown> {
  const { venue, voice, picture } = message;
  const location = venue && { latitude: venue.latitude, longitude: venue.longitude };
  return {
    message_id: message.id,
    from: desk.bot,
    chat: { id: chat.id, type: 'private', first_name: chat.firstName },
    date: Math.floor(message.sentAt / 1000),
    ...(message.editedAt !== undefined && { edit_date: Math.floor(message.editedAt / 1000) }),
    ...(message.text !== '' && { [(voice ?? picture) ? 'caption' : 'text']: message.text }),
    ...(voice && {
      voice: {
        file_id: `voice-${message.id}`,
        file_unique_id: `${message.id}`,
        duration: 1,
        mime_type: voice.type,
        file_size: voice.bytes.length,
      },
    }),
    ...(picture && { photo: [{ file_id: `photo-${message.id}`, file_unique_id: `${message.id}`, width: 1, height: 1 }] }),
    ...(location && { location }),
    ...(venue?.title !== undefined && { venue: { location, title: venue.title, address: venue.address } }),
    ...(message.reply_markup?.inline_keyboard && { reply_markup: message.reply_markup }),
  };
}
