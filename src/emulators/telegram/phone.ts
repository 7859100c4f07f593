import type { Message, MessageEntity, Update, User } from 'grammy/types';
import { type Chat, type ChatMessage, type KeptMessage, newest, type Person } from './chat.ts';
import { type Desk, shown } from './desk.ts';

/** What to look for in a message or on a button: all of it, or a pattern. */
export type Wanted = string | RegExp;

export interface Shared {
  readonly caption?: string;
  readonly album?: string;
  /** What the phone says that it is long, where that is not so. */
  readonly size?: number;
}

function fits(text: string, wanted: Wanted): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

/**
 * A phone in the hand. Everything it does resolves with the update's id once the app has *confirmed* the update, and
 * rejects when the emulator stops before. A class, unlike the rest: a hundred thousand of them must share their methods.
 */
export class TelegramPhone {
  readonly #desk: Desk;
  readonly #chat: Chat;

  constructor(desk: Desk, person: Person) {
    this.#desk = desk;
    this.#chat = desk.register(person);
  }

  get id(): number {
    return this.#chat.id;
  }

  /** What the bot sent and did not delete, as it reads now, oldest first. */
  get messages(): readonly ChatMessage[] {
    return this.#chat.messages;
  }

  /** Texts shown on top of the chat after pressing a button. */
  get toasts(): readonly string[] {
    return this.#chat.toasts;
  }

  /** The newest message whose present text, or whose pin's title or address, contains or matches `wanted`. */
  hears(wanted: Wanted): ChatMessage | undefined {
    const heard = (text: string): boolean => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));
    return newest(this.#chat, (message) => heard(message.text || `${message.venue?.title ?? ''}\n${message.venue?.address ?? ''}`));
  }

  /** `marked`: what the phone marks in the text besides, such as a link behind words. */
  send(text: string, marked: readonly MessageEntity[] = []): Promise<number> {
    if (this.#chat.blocked) return Promise.reject(new Error('this person has blocked the bot: press start first'));
    const command = /^\/[A-Za-z0-9_]+(@\w+)?/.exec(text);
    const links = [...text.matchAll(/https?:\/\/\S+/g)].map((m) => ({ type: 'url', offset: m.index, length: m[0].length }) as const);
    const commands = command ? [{ type: 'bot_command', offset: 0, length: command[0].length } as const] : [];
    const entities: MessageEntity[] = [...commands, ...links, ...marked];
    return this.#say({ text, ...(entities.length > 0 && { entities }) });
  }

  /** Opens the bot by its link, with the payload of a deep link if there was one. Lifts a block, as Telegram does. */
  async start(payload?: string): Promise<number> {
    if (this.#chat.blocked) await this.unblock();
    return await this.send(payload === undefined ? '/start' : `/start ${payload}`);
  }

  shareLocation(latitude: number, longitude: number): Promise<number> {
    return this.#say({ location: { latitude, longitude } });
  }

  /** Records a voice message; a phone says itself how long it is. */
  speak(bytes: Buffer, seconds: number): Promise<number> {
    return this.#say({ voice: { ...this.#file(bytes), duration: seconds, mime_type: 'audio/ogg' } });
  }

  /** Sends a file: music, as Telegram sees it, where it has a length. */
  sendFile(bytes: Buffer, type: string, seconds?: number): Promise<number> {
    const file = { ...this.#file(bytes), mime_type: type };
    return this.#say(seconds === undefined ? { document: file } : { audio: { ...file, duration: seconds } });
  }

  /** Shares a picture or a film, perhaps as one of an album. */
  share(as: 'photo' | 'video' | 'video_note', bytes: Buffer, more: Shared = {}): Promise<number> {
    const file = this.#file(bytes, more.size);
    const small = { ...this.#file(Buffer.from('small')), width: 90, height: 90 };
    return this.#say({
      [as]:
        as === 'photo' ? [small, { ...file, width: 1280, height: 960 }] : { ...file, duration: 10, width: 640, height: 640, length: 640 },
      ...(more.caption !== undefined && { caption: more.caption }),
      ...(more.album !== undefined && { media_group_id: more.album }),
    });
  }

  #file(bytes: Buffer, size = bytes.length): Readonly<Record<string, unknown>> {
    const id = `file-${this.#desk.files.size + 1}`;
    this.#desk.files.set(id, bytes);
    return { file_id: id, file_unique_id: id, file_size: size };
  }

  /** Presses a button under the newest message that has it (or under `message`), else one of the keyboard below the input field. */
  press(button: Wanted, message?: ChatMessage): Promise<number> {
    const found = newest(
      this.#chat,
      (kept) => (message === undefined || kept.id === message.id) && inlineButton(kept, button) !== undefined,
    );
    const pressed = found && inlineButton(found, button);
    if (found !== undefined && pressed !== undefined) {
      if (pressed.callback_data === undefined) return Promise.reject(new Error(`"${pressed.text}" opens ${pressed.url}`));
      return this.#query(found, pressed.callback_data);
    }
    const key = message === undefined ? this.#key(button) : undefined;
    return key === undefined ? Promise.reject(new Error(`no button ${button} in the chat of ${this.id}`)) : this.send(key);
  }

  /** Sends a press that no visible button may stand for: forged, or from a keyboard long gone. */
  pressData(callbackData: string, messageId?: number): Promise<number> {
    const message = newest(this.#chat, (kept) => messageId === undefined || kept.id === messageId);
    return this.#query(message, callbackData);
  }

  block(): Promise<number> {
    return this.#member(true);
  }

  unblock(): Promise<number> {
    return this.#member(false);
  }

  /** The account is gone: sends answer 403, and the app is not told. */
  deactivate(): void {
    this.#chat.deactivated = true;
  }

  #key(button: Wanted): string | undefined {
    const holder = newest(this.#chat, (kept) => kept.reply_markup?.keyboard !== undefined || kept.reply_markup?.remove_keyboard === true);
    const keys = holder?.reply_markup?.keyboard?.flat() ?? [];
    return keys.map((key) => (typeof key === 'string' ? key : key.text)).find((text) => fits(text, button));
  }

  get #user(): User {
    const { id, firstName, languageCode } = this.#chat;
    return { id, is_bot: false, first_name: firstName, ...(languageCode && { language_code: languageCode }) } as User;
  }

  get #privateChat(): { id: number; type: 'private'; first_name: string } {
    return { id: this.#chat.id, type: 'private', first_name: this.#chat.firstName };
  }

  #say(content: Readonly<Record<string, unknown>>): Promise<number> {
    const at = this.#desk.clock.now();
    const id = this.#desk.nextMessageId();
    this.#chat.said.push({ id, at });
    const message = { message_id: id, from: this.#user, chat: this.#privateChat, date: Math.floor(at / 1000), ...content };
    return this.#add((update_id) => ({ update_id, message: message as unknown as Message & Update.NonChannel }));
  }

  #query(message: KeptMessage | undefined, data: string): Promise<number> {
    const id = this.#desk.nextQueryId();
    this.#desk.queries.set(id, { chatId: this.#chat.id, at: this.#desk.clock.now() });
    // Telegram shows a message that is no longer there with its id and the date 0.
    const about = message ? shown(this.#desk, this.#chat, message) : { message_id: 1, chat: this.#privateChat, date: 0 };
    const query = { id, from: this.#user, message: about as unknown as Message, chat_instance: String(this.#chat.id), data };
    return this.#add((update_id) => ({ update_id, callback_query: query }));
  }

  #member(blocked: boolean): Promise<number> {
    if (this.#chat.blocked === blocked) return Promise.reject(new Error(`already ${blocked ? 'blocked' : 'not blocked'}`));
    this.#chat.blocked = blocked;
    const user = this.#desk.bot;
    const kicked = { status: 'kicked' as const, user, until_date: 0 };
    const member = { status: 'member' as const, user };
    return this.#add((update_id) => ({
      update_id,
      my_chat_member: {
        chat: this.#privateChat,
        from: this.#user,
        date: Math.floor(this.#desk.clock.now() / 1000),
        old_chat_member: blocked ? member : kicked,
        new_chat_member: blocked ? kicked : member,
      },
    }));
  }

  #add(build: (updateId: number) => Update): Promise<number> {
    return this.#desk.updates.add(this.#chat.id, build);
  }
}

function inlineButton(message: KeptMessage, wanted: Wanted) {
  return message.reply_markup?.inline_keyboard?.flat().find((button) => fits(button.text, wanted));
}
