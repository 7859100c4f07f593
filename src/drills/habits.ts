import type { Clock } from '../clock.ts';
import type { Answer } from '../domain/headcount.ts';
import type { TelegramPhone } from '../emulators/telegram/phone.ts';
import type { SmsPhone } from '../emulators/twilio/phone.ts';
import type { Words } from '../locales/words.ts';
import { channelOf } from './account.ts';
import type { Actor, Channel } from './cast.ts';
import type { Arrival } from './watch.ts';

/** What people do with what they hear: some press a button or text back, after a while, each in their own way. */
export interface Habits {
  hear(arrival: Arrival): void;
  /** Those who were on their way to the place and have Telegram press There, spread over `withinMs`. */
  arrive(place: string, share: number, withinMs: number): void;
  /** Somebody with a part answers a call of this place. */
  answer(actor: Actor, place: string, answer: Answer): Promise<void>;
  /** Asked whether they are home safe, this one says nothing. */
  silence(actor: Actor): void;
  /** Everyone's last answer. */
  readonly answers: ReadonlyMap<number, Answer>;
  /** Answers that are still to come. */
  readonly pending: number;
  /** What people found that they could not do. */
  readonly problems: readonly string[];
}

export interface HabitOptions {
  readonly clock: Clock;
  readonly actors: readonly Actor[];
  readonly words: Words;
  chat(actor: Actor): TelegramPhone;
  phone(actor: Actor): SmsPhone;
}

const keys: Readonly<Record<Answer, string>> = { coming: '1', cant: '2', there: '3', left: '4' };
/** Home, and safe. */
const SAFE = '4';

export function createHabits(options: HabitOptions): Habits {
  const { clock, actors, words } = options;
  const answers = new Map<number, Answer>();
  /** The place that somebody last texted about, for the code that they may be asked for. */
  const texted = new Map<number, { readonly place: string; readonly answer: Answer }>();
  const problems: string[] = [];
  const silent = new Set<number>();
  let pending = 0;

  function later(afterMs: number, act: () => Promise<unknown>): void {
    pending += 1;
    clock.at(clock.now() + afterMs, () => {
      act()
        .catch((error: unknown) => void problems.push(error instanceof Error ? error.message : String(error)))
        .finally(() => {
          pending -= 1;
        });
    });
  }

  async function press(actor: Actor, place: string, answer: Answer): Promise<void> {
    const chat = options.chat(actor);
    const button = words.say(actor.language, 'telegram', `button-${answer}`);
    const card = chat.messages.findLast(
      (m) => m.text.includes(place) && m.reply_markup?.inline_keyboard?.flat().some((b) => b.text === button),
    );
    await chat.press(button, card);
    answers.set(actor.id, answer);
  }

  async function text(actor: Actor, place: string, answer: Answer): Promise<void> {
    texted.set(actor.id, { place, answer });
    await options.phone(actor).text(keys[answer]);
    answers.set(actor.id, answer);
  }

  /** `4K7 Бақай үй бұзу Жастар 22; …`: answers again, with the code of the place that was meant. */
  function say(actor: Actor, question: string): void {
    const meant = texted.get(actor.id);
    const choice = question.split(/[;:]/).find((part) => meant && part.includes(meant.place));
    const [code] = choice?.trim().split(' ') ?? [];
    if (meant && code) later(2_000, () => options.phone(actor).text(`${keys[meant.answer]} ${code}`));
  }

  function home(actor: Actor, channel: Channel): void {
    if (silent.has(actor.id)) return;
    const safe = words.say(actor.language, 'telegram', 'button-home-safe');
    const say = (): Promise<unknown> => (channel === 'telegram' ? options.chat(actor).press(safe) : options.phone(actor).text(SAFE));
    later(2_000 + (actor.id % 9) * 1_000, say);
  }

  return {
    hear({ person, channel, text: heard, reading }) {
      const actor = actors[person];
      // A provider takes messages to a dead phone as well.
      if (!actor || channelOf(actor) === undefined) return;
      if (reading.kind === 'which') return say(actor, heard);
      if (reading.kind === 'home') return home(actor, channel);
      const go = (place: string, answer: Answer, afterMs: number): void =>
        later(afterMs, () => (channel === 'telegram' ? press(actor, place, answer) : text(actor, place, answer)));
      const last = answers.get(actor.id);
      // Whoever set out for the old house sets out for the new one, some after a while.
      if (reading.kind === 'moved' && last) return go(reading.place, last, 1_500 + (actor.id % 9) * 500);
      if (reading.kind !== 'call' || !actor.habit) return;
      // The second time that day, half of them have their hands full.
      if (last && actor.id % 2 === 0) return;
      go(reading.place, actor.habit.answer, actor.habit.afterMs);
    },
    async answer(actor, place, answer) {
      await (actor.chat ? press(actor, place, answer) : text(actor, place, answer));
    },
    silence: ({ id }) => void silent.add(id),
    arrive(place, share, withinMs) {
      const coming = actors.filter((a) => a.chat?.state === 'open' && answers.get(a.id) === 'coming');
      const arriving = coming.slice(0, Math.round(coming.length * share));
      for (const [i, actor] of arriving.entries()) later((i * withinMs) / arriving.length, () => press(actor, place, 'there'));
    },
    answers,
    get pending() {
      return pending;
    },
    problems,
  };
}
