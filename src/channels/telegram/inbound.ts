import { Composer, type Context } from 'grammy';
import type { Message, Update } from 'grammy/types';
import type { Hear, Heard } from '../../commands/heard.ts';
import type { Sent } from '../../domain/evidence.ts';
import type { LaneName } from '../../domain/lane.ts';
import { isLanguage, type Language } from '../../domain/language.ts';
import { decodePress } from '../../domain/read-press.ts';
import type { Listen } from './sound.ts';

/** The updates that are asked for: https://core.telegram.org/bots/api#update */
export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const satisfies readonly (keyof Update)[];

/** Turns a bot's updates of private chats into what was heard. Groups are no place for this, and are not answered. */
export function createTelegramInbound(lane: LaneName, hear: Hear, listen: Listen): Composer<Context> {
  const composer = new Composer<Context>();
  const heard = (ctx: Chatting, signal: Heard['signal']): Heard => ({
    ...readSpeaker(ctx),
    lane,
    bot: ctx.me.username,
    key: `${lane}:${ctx.update.update_id}`,
    signal,
  });
  const chats = composer.chatType('private');
  chats.on('message:text', (ctx) => hear(heard(ctx, { kind: 'text', text: ctx.message.text, ...linksOf(ctx.message) })));
  chats.on('message:location', (ctx) => {
    const { latitude, longitude } = ctx.message.location;
    return hear(heard(ctx, { kind: 'point', point: { lat: latitude, lon: longitude } }));
  });
  chats.on(['message:voice', 'message:audio', 'message:document'], async (ctx) => {
    const { voice, audio, document } = ctx.message;
    const { file_id: file = '', file_size: bytes = 0 } = voice ?? audio ?? document ?? {};
    // Of a document nobody says how long it is.
    const seconds = (voice ?? audio)?.duration;
    const take = await listen(String(ctx.chat.id), { file, seconds, bytes });
    return await hear(heard(ctx, take ? { kind: 'take', take } : sentSignal(ctx.message)));
  });
  chats.on(['message:photo', 'message:video', 'message:video_note'], (ctx) => hear(heard(ctx, sentSignal(ctx.message))));
  chats.on('message', (ctx) => hear(heard(ctx, { kind: 'wordless' })));
  chats.on('callback_query:data', (ctx) => {
    const { id, data, message } = ctx.callbackQuery;
    const under = message ? { message: String(message.message_id) } : {};
    return hear(heard(ctx, { kind: 'press', press: decodePress(data), callback: id, ...under }));
  });
  chats.on('my_chat_member', (ctx) => {
    const { status } = ctx.myChatMember.new_chat_member;
    return hear(heard(ctx, { kind: status === 'kicked' || status === 'left' ? 'blocked' : 'unblocked' }));
  });
  return composer;
}

type Chatting = Context & { readonly chat: { readonly id: number } };

function readSpeaker(ctx: Chatting) {
  return {
    channel: 'telegram',
    address: String(ctx.chat.id),
    name: ctx.from?.first_name,
    language: languageOf(ctx.from?.language_code),
  } as const;
}

/** An IETF language tag, such as `ru` or `en-GB`. */
function languageOf(tag: string | undefined): Language | undefined {
  const [primary = ''] = (tag ?? '').split('-');
  return isLanguage(primary) ? primary : undefined;
}

/** What somebody sent, to be fetched later: https://core.telegram.org/bots/api#message */
function sentSignal(message: Message): Heard['signal'] {
  const { photo = [], video, video_note: note, voice, audio, document, caption = '', media_group_id: album } = message;
  // The largest comes last.
  const found: readonly (readonly [Sent['medium'], { readonly file_id: string; readonly file_size?: number } | undefined])[] = [
    ...[['photo', photo.at(-1)] as const, ['video', video] as const, ['video-note', note] as const],
    ...[['voice', voice] as const, ['audio', audio] as const, ['document', document] as const],
  ];
  for (const [medium, file] of found) {
    if (!file) continue;
    const sent = { medium, file: file.file_id, bytes: file.file_size ?? 0, caption, ...(album === undefined ? {} : { album }) };
    return { kind: 'evidence', sent };
  }
  return { kind: 'wordless' };
}

/** Links that stand behind words, or without their beginning. */
function linksOf({ text = '', entities = [] }: Message): { readonly links?: readonly string[] } {
  const links = entities.flatMap((entity) => {
    if (entity.type === 'text_link') return [entity.url];
    if (entity.type !== 'url') return [];
    const shown = text.slice(entity.offset, entity.offset + entity.length);
    return /^[a-z]+:/iu.test(shown) ? [shown] : [`https://${shown}`];
  });
  return links.length > 0 ? { links } : {};
}
