import { type Api, GrammyError } from 'grammy';
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import { assertNever } from '../../domain/assert-never.ts';
import type { Rendered } from '../../locales/render.ts';
import type { Channel, Outgoing } from '../channel.ts';
import type { SendResult } from '../send-error.ts';
import { grammySignal } from './api.ts';

/** Sends through the Bot API. `rate` is in requests a second over all chats of the bot. */
export function createTelegramChannel(api: Api, rate: number): Channel {
  return {
    lane: 'telegram',
    rate,
    onePerChat: true,
    cost: () => 1,
    async send(outgoing, signal) {
      try {
        return { kind: 'accepted', providerId: await request(api, outgoing, signal) };
      } catch (error) {
        return error instanceof GrammyError ? classify(error) : { kind: 'unknown' };
      }
    },
  };
}

async function request(api: Api, outgoing: Outgoing, signal: AbortSignal): Promise<string | null> {
  switch (outgoing.op) {
    case 'message': {
      const { rendered } = outgoing;
      const markup = rendered.keyboard ? { reply_markup: replyKeyboard(rendered.keyboard) } : inline(rendered);
      const sent = await api.raw.sendMessage(
        { chat_id: Number(outgoing.address), text: rendered.text, ...markup, ...plain },
        grammySignal(signal),
      );
      return String(sent.message_id);
    }
    case 'edit': {
      const target = { chat_id: Number(outgoing.address), message_id: Number(outgoing.messageId) };
      await api.raw.editMessageText(
        { ...target, text: outgoing.rendered.text, ...inline(outgoing.rendered), ...plain },
        grammySignal(signal),
      );
      return null;
    }
    case 'venue': {
      const { address, point, title, detail } = outgoing;
      const where = { latitude: point.lat, longitude: point.lon, title, address: detail };
      const sent = await api.raw.sendVenue({ chat_id: Number(address), ...where }, grammySignal(signal));
      return String(sent.message_id);
    }
    case 'toast':
      await api.raw.answerCallbackQuery(
        { callback_query_id: outgoing.callback, text: outgoing.text.slice(0, TOAST_MAX) },
        grammySignal(signal),
      );
      return null;
    default:
      return assertNever(outgoing);
  }
}

/** https://core.telegram.org/bots/api#answercallbackquery */
const TOAST_MAX = 200;

/** What people typed is shown as typed; a preview would fetch links they did not ask for. */
const plain = { link_preview_options: { is_disabled: true } } as const;

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
function classify(error: GrammyError): SendResult {
  const code = String(error.error_code);
  const text = error.description.toLowerCase();
  if (error.error_code === 429) return { kind: 'slow-down', afterMs: (error.parameters.retry_after ?? 1) * 1_000, code };
  if (error.error_code === 401 || error.error_code === 404) return { kind: 'operator', code };
  if (error.error_code === 403) return { kind: 'closed', contact: 'blocked', code };
  if (error.error_code >= 500) return { kind: 'retry', afterMs: null, code };
  // The card already shows what it should, or the toast came too late to be seen: done, either way.
  if (text.includes('message is not modified') || text.includes('query is too old')) return { kind: 'accepted', providerId: null };
  if (text.includes('chat not found') || text.includes('user is deactivated') || text.includes('peer_id_invalid')) {
    return { kind: 'closed', contact: 'dead', code };
  }
  // A group became a supergroup: its old id is gone, and groups are never members.
  if (error.parameters.migrate_to_chat_id !== undefined) return { kind: 'closed', contact: 'dead', code };
  return { kind: 'rejected', code };
}
