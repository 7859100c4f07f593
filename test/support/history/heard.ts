import type { World } from '../world.ts';
import { type Cast, chatOf, numberFor, type RoleName, roles } from './cast.ts';

/** One thing that a phone was given, by whatever way. */
export interface Heard {
  readonly at: number;
  readonly role: RoleName;
  readonly channel: 'telegram' | 'sms' | 'voice';
  /** `edit`: a message that is there already; `shown`: what stands under it, such as buttons. */
  readonly as: 'message' | 'edit' | 'toast' | 'shown';
  readonly text: string;
}

/** Collects all that phones get, history by history. */
export interface Ear {
  /** Buttons and pins come with messages, and are gone with the next edit: to be listened to before that. */
  listen(): void;
  all(index: number): readonly Heard[];
}

export function createEar(world: World, casts: readonly Cast[]): Ear {
  const who = new Map<number | string, { readonly index: number; readonly role: RoleName }>();
  for (const { index } of casts)
    for (const role of roles) who.set(chatOf(index, role), { index, role }).set(numberFor(index, role), { index, role });
  const shown: Heard[][] = casts.map(() => []);
  let since = -1;
  return {
    listen() {
      for (const { index, people } of casts) {
        for (const role of roles) {
          if (role === 'texter') continue;
          for (const { reply_markup, venue, voice, picture, sentAt, editedAt } of people[role].telegram.messages) {
            const at = editedAt ?? sentAt;
            if (at <= since) continue;
            const labels = reply_markup?.inline_keyboard?.flat().map(({ text }) => text) ?? [];
            const keys = reply_markup?.keyboard?.flat().map((key) => (typeof key === 'string' ? key : key.text)) ?? [];
            const files = [voice, picture].flatMap((file) => (file ? [file.bytes.toString()] : []));
            const text = [...labels, ...keys, venue?.title, venue?.address, ...files].filter(Boolean).join('\n');
            if (text) shown[index]?.push({ at, role, channel: 'telegram', as: 'shown', text });
          }
        }
      }
      since = world.clock.now() - 1;
    },
    all(index) {
      const heard: Heard[] = [...(shown[index] ?? [])];
      for (const { at, method, chatId, text } of world.telegram.sends) {
        const found = who.get(chatId);
        if (found?.index !== index || method === 'sendChatAction' || method === 'deleteMessage') continue;
        const as = method === 'editMessageText' ? 'edit' : method === 'answerCallbackQuery' ? 'toast' : 'message';
        heard.push({ at, role: found.role, channel: 'telegram', as, text });
      }
      for (const { at, to, body } of world.twilio.sends) {
        const found = who.get(to);
        if (found?.index === index) heard.push({ at, role: found.role, channel: 'sms', as: 'message', text: body });
      }
      for (const role of roles) {
        for (const call of world.twilio.phone(numberFor(index, role)).calls)
          heard.push({ at: call.at, role, channel: 'voice', as: 'message', text: call.heard.map(({ text }) => text).join('\n') });
      }
      return heard.sort((a, b) => a.at - b.at);
    },
  };
}
