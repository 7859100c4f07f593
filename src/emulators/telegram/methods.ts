import type { Chat } from './chat.ts';
import type { Desk } from './desk.ts';
import type { Flood } from './flood.ts';
import {
  deleteMessage,
  editMessageReplyMarkup,
  editMessageText,
  sendChatAction,
  sendDocument,
  sendMessage,
  sendPhoto,
  sendPlace,
  sendVideo,
  sendVoice,
} from './messages.ts';
import { badRequest, done, type Reply, refused, tooMany } from './reply.ts';
import { numberIn, type Params, textIn } from './request.ts';

type ToChat = (desk: Desk, chat: Chat, params: Params) => Reply;

interface Send {
  /** Whether it counts towards the limit per chat. */
  readonly heavy: boolean;
  /** Undefined: not addressed to a chat. */
  readonly toChat?: ToChat;
}

const send = (name: string, heavy: boolean, toChat?: ToChat): [string, Send] => [
  name,
  toChat === undefined ? { heavy } : { heavy, toChat },
];

/** Every method that counts towards the bot's limit. */
const SENDS: ReadonlyMap<string, Send> = new Map([
  send('sendMessage', true, sendMessage),
  send('editMessageText', true, editMessageText),
  send('sendVenue', true, sendPlace('sendVenue')),
  send('sendLocation', true, sendPlace('sendLocation')),
  send('sendVoice', true, sendVoice),
  send('sendDocument', true, sendDocument),
  send('sendPhoto', true, sendPhoto),
  send('sendVideo', true, sendVideo),
  send('editMessageReplyMarkup', false, editMessageReplyMarkup),
  send('deleteMessage', false, deleteMessage),
  send('sendChatAction', false, sendChatAction),
  send('answerCallbackQuery', false),
]);

/** A button press can be answered for this long. */
const ANSWERABLE_MS = 15 * 60_000;

function answerCallbackQuery(desk: Desk, params: Params): Reply {
  const id = textIn(params, 'callback_query_id');
  const text = textIn(params, 'text');
  const at = desk.clock.now();
  const query = desk.queries.get(id);
  if (query === undefined || at - query.at > ANSWERABLE_MS) {
    return badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  if ([...text].length > 200) return badRequest('MESSAGE_TOO_LONG');
  desk.queries.delete(id);
  if (text !== '') desk.chat(query.chatId)?.toasts.push(text);
  desk.sends.push({ at, method: 'answerCallbackQuery', chatId: query.chatId, messageId: 0, text });
  return done(true);
}

export const sendNames: readonly string[] = [...SENDS.keys()];

/** Counts a send against the limits, then does it or says why not, in Telegram's order and words. */
export function takeSend(desk: Desk, flood: Flood, name: string, params: Params): Reply {
  const method = SENDS.get(name);
  if (method === undefined) return refused(404, 'Not Found');
  const chatId = method.toChat && numberIn(params, 'chat_id');
  const chat = chatId === undefined ? undefined : desk.chat(chatId);
  const retryAfterSeconds = flood.arrives(chat, method.heavy, desk.clock.now());
  if (retryAfterSeconds > 0) return tooMany(retryAfterSeconds);
  if (method.toChat === undefined) return answerCallbackQuery(desk, params);
  if (textIn(params, 'chat_id') === '') return badRequest('chat_id is empty');
  if (chat === undefined) return badRequest('chat not found');
  if (chat.deactivated) return refused(403, 'Forbidden: user is deactivated');
  if (chat.blocked) return refused(403, 'Forbidden: bot was blocked by the user');
  return method.toChat(desk, chat, params);
}
