import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import { assertNever } from '../../domain/assert-never.ts';
import type { LaneName } from '../../domain/lane.ts';
import type { Rendered } from '../../locales/render.ts';
import type { Channel, Outgoing } from '../channel.ts';
import type { SendResult } from '../send-error.ts';
import { unreachableBy } from '../unreachable.ts';
import type { Answered, Post } from './api.ts';
import { uploadDocument } from './document.ts';
import { createOneByOne, uploadExhibit } from './exhibit.ts';
import type { Upload } from './upload.ts';
import { uploadVoice } from './voice-note.ts';

/** Sends through the Bot API. `rate` is in requests a second over all chats of the bot. */
export function createTelegramChannel(post: Post, lane: LaneName, rate: number): Channel {
  const oneByOne = createOneByOne();
  return {
    lane,
    rate,
    onePerChat: true,
    cost: () => 1,
    async send(outgoing, signal) {
      if (outgoing.op === 'call') return { kind: 'rejected', code: 'telegram-no-calls' };
      if (outgoing.op === 'exhibit') return await sendExhibit(outgoing, signal);
      const request = outgoing.op === 'voice-note' || outgoing.op === 'document' ? await upload(outgoing) : requestOf(outgoing);
      return 'kind' in request ? request : await carry(request, outgoing.op === 'edit', signal);
    },
  };

  async function carry({ method, body, contentType }: Request, edits: boolean, signal: AbortSignal): Promise<SendResult> {
    let answer: Answered;
    try {
      answer = await post(method, body, signal, contentType);
    } catch (error) {
      const code = unreachableBy(error);
      return code === undefined ? { kind: 'unknown' } : { kind: 'unreachable', code };
    }
    if (!answer.ok) return classify(answer);
    const id = edits || answer.result === true ? undefined : answer.result.message_id;
    return { kind: 'accepted', providerId: id === undefined ? null : String(id) };
  }

  async function sendExhibit(
    { address, caption, open }: Extract<Outgoing, { readonly op: 'exhibit' }>,
    signal: AbortSignal,
  ): Promise<SendResult> {
    return await oneByOne(async () => {
      if (signal.aborted) return { kind: 'retry', afterMs: null, code: 'exhibit-late' };
      try {
        const exhibit = await open();
        if (!exhibit) return { kind: 'rejected', code: 'exhibit-gone' };
        const sent = await carry(uploadExhibit(address, caption, exhibit), false, signal);
        if (sent.kind !== 'rejected' || exhibit.as === 'document') return sent;
        return await carry(uploadExhibit(address, caption, exhibit, true), false, signal);
      } catch {
        return { kind: 'retry', afterMs: null, code: 'exhibit-away' };
      }
    });
  }
}

interface Request {
  readonly method: 'sendMessage' | 'editMessageText' | 'sendVenue' | 'answerCallbackQuery' | Upload['method'];
  readonly body: string | Buffer;
  /** JSON unless given. */
  readonly contentType?: string;
}

/** The upload, or why there is none: our own database may be away at that moment. */
async function upload(outgoing: Extract<Outgoing, { readonly op: 'voice-note' | 'document' }>): Promise<Request | SendResult> {
  try {
    const bytes = await outgoing.open();
    if (!bytes) return { kind: 'rejected', code: 'recording-gone' };
    return outgoing.op === 'document' ? uploadDocument(outgoing, bytes) : uploadVoice(outgoing.address, outgoing.caption, bytes);
  } catch {
    return { kind: 'retry', afterMs: null, code: 'recording-away' };
  }
}

function requestOf(outgoing: Exclude<Outgoing, { readonly op: 'call' | 'voice-note' | 'exhibit' | 'document' }>): Request {
  switch (outgoing.op) {
    case 'message':
      return { method: 'sendMessage', body: addressed(`${Number(outgoing.address)}`, shown(outgoing.rendered)) };
    case 'edit': {
      const { address, messageId, rendered } = outgoing;
      return { method: 'editMessageText', body: addressed(`${Number(address)},"message_id":${Number(messageId)}`, shown(rendered)) };
    }
    case 'venue': {
      const { address, point, title, detail } = outgoing;
      const where = { chat_id: Number(address), latitude: point.lat, longitude: point.lon, title, address: detail };
      return { method: 'sendVenue', body: JSON.stringify(where) };
    }
    case 'toast': {
      const toast = { callback_query_id: outgoing.callback, text: outgoing.text.slice(0, TOAST_MAX) };
      return { method: 'answerCallbackQuery', body: JSON.stringify(toast) };
    }
    default:
      return assertNever(outgoing);
  }
}

/** https://core.telegram.org/bots/api#answercallbackquery */
const TOAST_MAX = 200;

/**
 * All of a message but whom it is for, as bytes of JSON without their first brace: the same for everybody who reads it in one
 * language, and made once for all of them.
 */
const bodies = new WeakMap<Rendered, Buffer>();

function shown(rendered: Rendered): Buffer {
  const made = bodies.get(rendered);
  if (made) return made;
  const markup = rendered.keyboard ? { reply_markup: replyKeyboard(rendered.keyboard) } : inline(rendered);
  // What people typed is shown as typed; a preview would fetch links they did not ask for.
  const message = { text: rendered.text, ...markup, link_preview_options: { is_disabled: true } };
  const body = Buffer.from(JSON.stringify(message).slice(1));
  bodies.set(rendered, body);
  return body;
}

function addressed(address: string, rest: Buffer): Buffer {
  const head = `{"chat_id":${address},`;
  const body = Buffer.allocUnsafe(head.length + rest.length);
  body.write(head, 0, 'latin1');
  rest.copy(body, head.length);
  return body;
}

function inline(rendered: Rendered): { reply_markup?: InlineKeyboardMarkup } {
  if (!rendered.buttons || rendered.buttons.length === 0) return {};
  const keyboard = rendered.buttons.map((row) => row.map(({ text, press }) => ({ text, callback_data: press })));
  return { reply_markup: { inline_keyboard: keyboard } };
}

function replyKeyboard(keyboard: NonNullable<Rendered['keyboard']>): ReplyKeyboardMarkup {
  return {
    keyboard: [[{ text: keyboard.alarm }], [{ text: keyboard.location, request_location: true }]],
    resize_keyboard: true,
    is_persistent: true,
  };
}

/** Errors as https://core.telegram.org/bots/api#making-requests describes them; the texts are those the server sends. */
function classify(error: Extract<Answered, { ok: false }>): SendResult {
  const code = String(error.error_code);
  const text = error.description.toLowerCase();
  if (error.error_code === 429) return { kind: 'slow-down', afterMs: (error.parameters?.retry_after ?? 1) * 1_000, code };
  if (error.error_code === 401 || error.error_code === 404) return { kind: 'operator', code };
  if (error.error_code === 403) return { kind: 'closed', contact: 'blocked', code };
  if (error.error_code >= 500) return { kind: 'retry', afterMs: null, code };
  // The card already shows what it should, or the toast came too late to be seen: done, either way.
  if (text.includes('message is not modified') || text.includes('query is too old')) return { kind: 'accepted', providerId: null };
  if (text.includes('chat not found') || text.includes('user is deactivated') || text.includes('peer_id_invalid')) {
    return { kind: 'closed', contact: 'dead', code };
  }
  // A group became a supergroup: its old id is gone, and groups are never members.
  if (error.parameters?.migrate_to_chat_id !== undefined) return { kind: 'closed', contact: 'dead', code };
  return { kind: 'rejected', code };
}
