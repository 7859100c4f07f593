import type { Answer } from '../domain/headcount.ts';
import type { ChatMessage } from '../emulators/telegram/chat.ts';
import type { Actor } from './cast.ts';
import { ask, buttonOf, cardOf, hasButton, stillAsked } from './props.ts';
import type { Stage } from './stage.ts';

/** Writes something, on Telegram or by SMS, and waits for the answer. */
export async function say(stage: Stage, actor: Actor, text: string): Promise<string> {
  if (actor.chat) return (await ask(stage, actor, () => stage.chat(actor).send(text))).text;
  const phone = stage.phone(actor);
  const heard = phone.inbox.length;
  await phone.text(text);
  return (await stage.until(`an answer to ${actor.name}`, () => phone.inbox[heard])).body;
}

/** The same, told in the timeline. */
export async function says(stage: Stage, actor: Actor, text: string): Promise<string> {
  const answer = await say(stage, actor, text);
  const how = actor.chat ? 'types' : 'texts';
  stage.tell(`${actor.name} ${how} “${text.replaceAll('\n', ', ')}”, and hears “${firstLine(answer)}”`);
  return answer;
}

/** Writes one thing after the other, and reads the answers when all of them are there. */
export async function saysAll(stage: Stage, actor: Actor, texts: readonly string[]): Promise<readonly string[]> {
  const heard = (): readonly string[] =>
    actor.chat ? stage.chat(actor).messages.map(({ text }) => text) : stage.phone(actor).inbox.map(({ body }) => body);
  const before = heard().length;
  for (const text of texts) await (actor.chat ? stage.chat(actor).send(text) : stage.phone(actor).text(text));
  const answered = (): readonly string[] =>
    heard()
      .slice(before)
      .filter((text) => text.includes('№'));
  return await stage.until(`all answers to ${actor.name}`, () => (answered().length >= texts.length ? answered() : undefined));
}

export function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** Presses a button under the newest message that has it, once it is there. */
export async function tap(stage: Stage, actor: Actor, label: string, from?: ChatMessage): Promise<void> {
  const has = (m: ChatMessage): boolean => hasButton(m, label);
  const message = from ?? (await stage.until(`${actor.name}'s button ${label}`, () => stage.chat(actor).messages.findLast(has)));
  await stage.chat(actor).press(label, message);
}

/** A button to press, or words to write, each on what the one before brought. */
export type Step = { readonly press: string } | { readonly write: string };

/** Goes from question to question on Telegram, where each is a message of its own or the one before, edited; resolves with the last. */
export async function walk(stage: Stage, actor: Actor, first: () => Promise<unknown>, steps: readonly Step[]): Promise<ChatMessage> {
  const phone = stage.chat(actor);
  let last: ChatMessage | undefined;
  const next = async (act: () => Promise<unknown>, button?: string): Promise<ChatMessage> => {
    const newest = phone.messages.at(-1)?.id ?? 0;
    const before = last && { id: last.id, edits: last.edits };
    await act();
    const fresh = (m: ChatMessage): boolean => m.text !== '' && (m.id > newest || (m.id === before?.id && m.edits > before.edits));
    const has = (m: ChatMessage): boolean => button === undefined || hasButton(m, button);
    last = await stage.until(`what ${actor.name} is asked next${button === undefined ? '' : `, with ${button}`}`, () =>
      phone.messages.findLast((m) => fresh(m) && has(m)),
    );
    return last;
  };
  let act = first;
  for (const step of steps) {
    const message = await next(act, 'press' in step ? step.press : undefined);
    act = () => ('press' in step ? phone.press(step.press, message) : phone.send(step.write));
  }
  return await next(act);
}

/** "What do you see?", and one thing of the list; told in the timeline. */
export async function sees(stage: Stage, actor: Actor, seen: string): Promise<void> {
  const label = stage.words.say(actor.language, 'telegram', `seen-${seen}`);
  const list = await ask(stage, actor, () => tap(stage, actor, buttonOf(stage, actor, 'look')), label);
  await stage.chat(actor).press(label, list);
  stage.tell(`${actor.name} presses “${buttonOf(stage, actor, 'look')}”, then “${label}”`);
}

/** An organiser asks for people with a skill, with two taps; those who have it say that they come. */
export async function needs(stage: Stage, organiser: Actor, place: string, skill: string, who: readonly Actor[]): Promise<void> {
  const name = stage.words.say(organiser.language, 'telegram', `skill-${skill}`);
  const button = buttonOf(stage, organiser, 'need');
  await walk(stage, organiser, () => tap(stage, organiser, button, cardOf(stage, organiser, place)), [{ press: name }]);
  stage.tell(`${organiser.name} presses “${button}” and “${name}”`);
  for (const actor of who) await answers(stage, actor, place, 'coming');
}

/** Somebody with a part says that they come, or are there, once they have been asked. */
export async function answers(stage: Stage, actor: Actor, place: string, answer: Answer): Promise<void> {
  const button = buttonOf(stage, actor, answer);
  const asked = (): true | undefined => {
    if (!actor.chat) return stage.phone(actor).inbox.some(({ body }) => body.includes(place)) || undefined;
    const about = stage.chat(actor).messages.filter(({ text }) => text.includes(place));
    return about.some((m) => hasButton(m, button)) || undefined;
  };
  await stage.until(`that ${actor.name} is asked`, asked);
  await stage.habits.answer(actor, place, answer);
  stage.tell(`${actor.name} ${actor.chat ? `presses “${button}”` : `texts that they are ${answer}`}`);
}

/** Those who are there now, by what they said. */
export function whoIs(stage: Stage, ...wanted: readonly Answer[]): readonly Actor[] {
  return stage.actors.filter(({ id }) => wanted.includes(stage.habits.answers.get(id) ?? 'cant'));
}

/** An organiser writes to everyone who was called and may still come. */
export async function update(stage: Stage, organiser: Actor, place: string, text: string): Promise<void> {
  const phone = stage.chat(organiser);
  await ask(stage, organiser, () => phone.press(buttonOf(stage, organiser, 'update'), cardOf(stage, organiser, place)));
  stage.wave({ label: 'update', expected: stillAsked(stage, place), matches: (arrival) => arrival.text.endsWith(`: ${text}`) });
  await phone.send(text);
  stage.tell(`${organiser.name} writes to all who were called: “${text}”`);
  await stage.quiet();
}
