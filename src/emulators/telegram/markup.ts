import { isObject, type Params, valueIn } from './request.ts';

export interface InlineButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

export interface KeyboardButton {
  readonly text: string;
  readonly request_location?: boolean;
  readonly request_contact?: boolean;
}

/** `reply_markup` as the chat keeps it: buttons under a message, or under the input field. */
export interface Markup {
  readonly inline_keyboard?: readonly (readonly InlineButton[])[];
  readonly keyboard?: readonly (readonly (KeyboardButton | string)[])[];
  readonly remove_keyboard?: boolean;
  readonly force_reply?: boolean;
}

export type MarkupReading =
  | { readonly kind: 'read'; readonly markup: Markup | undefined }
  | { readonly kind: 'wrong'; readonly why: string };

/** Checks what Telegram checks. `why` is the description after "Bad Request: ". */
export function readMarkup(params: Params, inlineOnly: boolean): MarkupReading {
  let value: unknown;
  try {
    value = valueIn(params, 'reply_markup');
  } catch {
    return { kind: 'wrong', why: "can't parse reply keyboard markup JSON object" };
  }
  if (value === undefined) return { kind: 'read', markup: undefined };
  if (!isObject(value)) return { kind: 'wrong', why: 'object expected as reply markup' };
  const rows = value.inline_keyboard ?? value.keyboard;
  if (rows !== undefined && !(Array.isArray(rows) && rows.every(Array.isArray))) {
    return { kind: 'wrong', why: 'field "inline_keyboard" or "keyboard" must be an Array of Arrays' };
  }
  const markup = value as Markup;
  if (markup.inline_keyboard !== undefined) {
    const why = wrongWith(markup.inline_keyboard);
    if (why !== undefined) return { kind: 'wrong', why };
    // An empty keyboard is how a client says "take the buttons away".
    return { kind: 'read', markup: markup.inline_keyboard.some((row) => row.length > 0) ? markup : undefined };
  }
  return inlineOnly ? { kind: 'wrong', why: 'inline keyboard expected' } : { kind: 'read', markup };
}

function wrongWith(rows: readonly (readonly unknown[])[]): string | undefined {
  for (const button of rows.flat()) {
    if (!isObject(button)) return "can't parse InlineKeyboardButton: object expected";
    if (typeof button.text !== 'string' || button.text.trim() === '')
      return 'can\'t parse inline keyboard button: Field "text" must be of type String';
    if (typeof button.url === 'string') continue;
    if (typeof button.callback_data !== 'string')
      return "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes < 1 || bytes > 64) return 'BUTTON_DATA_INVALID';
  }
  return undefined;
}

/** Compares as Telegram does for "message is not modified". */
export function sameMarkup(a: Markup | undefined, b: Markup | undefined): boolean {
  return JSON.stringify(a?.inline_keyboard ?? []) === JSON.stringify(b?.inline_keyboard ?? []);
}
