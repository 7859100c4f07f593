import type { ChatMessage } from '../emulators/telegram/chat.ts';
import type { Actor, Channel } from './cast.ts';
import type { Stage } from './stage.ts';

/** What the button says in somebody's language; `name` is its key without `button-`. */
export function buttonOf(stage: Stage, { language }: Pick<Actor, 'language'>, name: string): string {
  return stage.words.say(language, 'telegram', `button-${name}`);
}

export function hasButton(message: ChatMessage, text: string): boolean {
  return message.reply_markup?.inline_keyboard?.flat().some((button) => button.text === text) === true;
}

/** An organiser's own card about a place, held or open: the one that has something to decide. */
export function cardOf(stage: Stage, organiser: Actor, place: string): ChatMessage | undefined {
  const decisions = ['update', 'confirm'].map((name) => buttonOf(stage, organiser, name));
  return stage.chat(organiser).messages.findLast((m) => m.text.includes(place) && decisions.some((text) => hasButton(m, text)));
}

/** Does something on Telegram and waits for the message that comes of it: one with this button, or any. */
export async function ask(stage: Stage, actor: Actor, act: () => Promise<unknown>, button?: string): Promise<ChatMessage> {
  const { messages } = stage.chat(actor);
  const last = messages.at(-1)?.id ?? 0;
  await act();
  return await stage.until(`an answer to ${actor.name}${button === undefined ? '' : ` with the button ${button}`}`, () =>
    messages.findLast((m) => m.id > last && m.text !== '' && (button === undefined || hasButton(m, button))),
  );
}

/** Whom an update is for: everyone who was called and did not say that they cannot come. */
export function stillAsked(stage: Stage, place: string): ReadonlyMap<number, Channel> {
  const called = stage.alerts.find((alert) => alert.places.includes(place))?.audience.should ?? new Map<number, Channel>();
  return new Map([...called].filter(([person]) => stage.habits.answers.get(person) !== 'cant'));
}

/** What an organiser's card says, as it reads on the phone now: of the call, or the lines in which this stands. */
export function tellCard(stage: Stage, organiser: Actor, place: string, wanted?: RegExp): void {
  const lines = cardOf(stage, organiser, place)?.text.split('\n') ?? [];
  const told = wanted ? lines.filter((line) => wanted.test(line)) : lines.filter((line) => /\d/.test(line)).slice(TOP_LINES, TOP_LINES + 2);
  stage.tell(`${organiser.name}'s card now reads “${told.join(' · ')}”`);
}

/** Where, and the code, stand above what the card says of the call. */
const TOP_LINES = 2;

/** The code of an alarm, as an organiser reads it on the card. */
export function codeOf(stage: Stage, organiser: Actor, place: string): string {
  const [word = ''] = stage.words
    .say(organiser.language, 'telegram', 'organiser-code', { code: '', time: '', reports: '' })
    .trim()
    .split(' ');
  const line = cardOf(stage, organiser, place)
    ?.text.split('\n')
    .find((one) => one.startsWith(`${word} `));
  return line?.split(' ')[1] ?? '';
}
