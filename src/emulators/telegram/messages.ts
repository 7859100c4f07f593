import type { Chat, KeptMessage, Place } from './chat.ts';
import { type Desk, shown } from './desk.ts';
import { readMarkup, sameMarkup } from './markup.ts';
import type { File } from './multipart.ts';
import { badRequest, done, type Reply, refused } from './reply.ts';
import { isObject, numberIn, type Params, textIn } from './request.ts';

/** Bots can take back a message for this long. */
const DELETABLE_MS = 48 * 3_600_000;

function wrongText(text: string): Reply | undefined {
  if (text === '') return badRequest('message text is empty');
  // Counted in characters, not in UTF-16 units; the short way out first, since almost every text is short.
  return text.length > 4096 && [...text].length > 4096 ? badRequest('message is too long') : undefined;
}

/** What a message holds beside its text. */
interface Holding {
  readonly venue?: Place;
  readonly voice?: File;
  readonly picture?: File;
}

function post(desk: Desk, chat: Chat, params: Params, method: string, text: string, { venue, voice, picture }: Holding = {}): Reply {
  const reading = readMarkup(params, false);
  if (reading.kind === 'wrong') return badRequest(reading.why);
  const at = desk.clock.now();
  const message: KeptMessage = {
    id: desk.nextMessageId(),
    text,
    edits: 0,
    history: [text],
    reply_markup: reading.markup,
    sentAt: at,
    editedAt: undefined,
    venue,
    voice,
    picture,
  };
  chat.messages.push(message);
  desk.sends.push({ at, method, chatId: chat.id, messageId: message.id, text: text || (venue?.title ?? '') });
  return done(shown(desk, chat, message));
}

export function sendMessage(desk: Desk, chat: Chat, params: Params): Reply {
  const text = textIn(params, 'text').trim();
  return wrongText(text) ?? post(desk, chat, params, 'sendMessage', text);
}

/** A pin, with or without a name: `sendVenue` and `sendLocation`. */
export function sendPlace(method: 'sendVenue' | 'sendLocation') {
  return (desk: Desk, chat: Chat, params: Params): Reply => {
    const latitude = numberIn(params, 'latitude');
    const longitude = numberIn(params, 'longitude');
    if (latitude === undefined || Math.abs(latitude) > 90) return badRequest('latitude is invalid');
    if (longitude === undefined || Math.abs(longitude) > 180) return badRequest('longitude is invalid');
    if (method === 'sendLocation') return post(desk, chat, params, method, '', { venue: { latitude, longitude } });
    const title = textIn(params, 'title');
    const address = textIn(params, 'address');
    if (title === '' || address === '') return badRequest('venue title and address must be non-empty');
    return post(desk, chat, params, method, '', { venue: { latitude, longitude, title, address } });
  };
}

/** A voice message, uploaded: https://core.telegram.org/bots/api#sendvoice. Ids and addresses of files are not played. */
export const sendVoice = sendUpload('sendVoice', 'voice');
/** A file, which a phone shows by its name. */
export const sendDocument = sendUpload('sendDocument', 'document');
export const sendPhoto = sendUpload('sendPhoto', 'photo', 10);
export const sendVideo = sendUpload('sendVideo', 'video');

type Field = 'voice' | 'document' | 'photo' | 'video';
const MB = 1024 * 1024;

function sendUpload(method: string, field: Field, megabytes = 50) {
  return (desk: Desk, chat: Chat, params: Params): Reply => upload(desk, chat, params, method, field, megabytes);
}

function upload(desk: Desk, chat: Chat, params: Params, method: string, field: Field, megabytes: number): Reply {
  const file = uploaded(params, field);
  const caption = textIn(params, 'caption').trim();
  if (!file) return badRequest(`there is no ${field} in the request`);
  if (file.bytes.length > megabytes * MB) return refused(413, 'Request Entity Too Large');
  if (file.bytes.length === 0) return badRequest('file must be non-empty');
  if ([...caption].length > 1024) return badRequest('message caption is too long');
  return post(desk, chat, params, method, caption, field === 'photo' || field === 'video' ? { picture: file } : { voice: file });
}

/** A file in its own part, or in another one that is named as `attach://…`. */
function uploaded(params: Params, name: string): File | undefined {
  const value = params[name];
  const file = typeof value === 'string' && value.startsWith('attach://') ? params[value.slice('attach://'.length)] : value;
  return isObject(file) && Buffer.isBuffer(file.bytes) ? (file as unknown as File) : undefined;
}

function findToEdit(chat: Chat, params: Params): KeptMessage | Reply {
  const id = numberIn(params, 'message_id');
  const message = chat.messages.findLast((kept) => kept.id === id);
  if (message === undefined) {
    return badRequest(chat.said.some((said) => said.id === id) ? "message can't be edited" : 'message to edit not found');
  }
  // Telegram edits no message that put a keyboard under the input field, or took it away.
  return message.reply_markup !== undefined && !message.reply_markup.inline_keyboard ? badRequest("message can't be edited") : message;
}

function edit(desk: Desk, chat: Chat, params: Params, method: string, newText: string | undefined): Reply {
  const message = findToEdit(chat, params);
  if ('ok' in message) return message;
  if (newText !== undefined && (message.venue ?? message.voice ?? message.picture) !== undefined)
    return badRequest('there is no text in the message to edit');
  // An edit without a keyboard takes the present one away.
  const reading = readMarkup(params, true);
  if (reading.kind === 'wrong') return badRequest(reading.why);
  const text = newText ?? message.text;
  if (text === message.text && sameMarkup(reading.markup, message.reply_markup)) {
    return badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  const at = desk.clock.now();
  if (text !== message.text) message.history.push(text);
  message.text = text;
  message.reply_markup = reading.markup;
  message.edits += 1;
  message.editedAt = at;
  desk.sends.push({ at, method, chatId: chat.id, messageId: message.id, text });
  return done(shown(desk, chat, message));
}

export function editMessageText(desk: Desk, chat: Chat, params: Params): Reply {
  const text = textIn(params, 'text').trim();
  return wrongText(text) ?? edit(desk, chat, params, 'editMessageText', text);
}

export function editMessageReplyMarkup(desk: Desk, chat: Chat, params: Params): Reply {
  return edit(desk, chat, params, 'editMessageReplyMarkup', undefined);
}

export function deleteMessage(desk: Desk, chat: Chat, params: Params): Reply {
  const id = numberIn(params, 'message_id') ?? 0;
  const at = desk.clock.now();
  const own = chat.messages.findIndex((message) => message.id === id);
  const theirs = chat.said.findIndex((said) => said.id === id);
  const sentAt = chat.messages[own]?.sentAt ?? chat.said[theirs]?.at;
  if (sentAt === undefined) return badRequest('message to delete not found');
  if (at - sentAt > DELETABLE_MS) return badRequest("message can't be deleted for everyone");
  if (own >= 0) chat.messages.splice(own, 1);
  else chat.said.splice(theirs, 1);
  desk.sends.push({ at, method: 'deleteMessage', chatId: chat.id, messageId: id, text: '' });
  return done(true);
}

export function sendChatAction(desk: Desk, chat: Chat, params: Params): Reply {
  const action = textIn(params, 'action');
  if (action === '') return badRequest('wrong parameter action in request');
  desk.sends.push({ at: desk.clock.now(), method: 'sendChatAction', chatId: chat.id, messageId: 0, text: action });
  return done(true);
}
