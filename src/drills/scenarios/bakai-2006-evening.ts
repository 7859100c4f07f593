import { audienceOf, channelOf } from '../account.ts';
import { firstLine, sees, tap, walk, whoIs } from '../acts.ts';
import type { Channel } from '../cast.ts';
import { ask, buttonOf, codeOf, tellCard } from '../props.ts';
import { bakaiCast } from './bakai-2006-cast.ts';
import { type Bakai, SECOND } from './bakai-2006-houses.ts';
import { FAMILY } from './bakai-2006-siege.ts';

const ASSEMBLY = 'сход сейчас, Бақай. 22-24 мая сносят 120 домов в Шаныраке';

export async function siegeEnds(stage: Bakai): Promise<void> {
  const { reporter, organiser, texting } = stage.lead;
  await stage.skipTo('16:00');
  stage.tell('the siege ends, the house stands; more than 200 people are there');
  await sees(stage, reporter, 'withdrawn');
  tellCard(stage, organiser, SECOND, /✋/u);
  stage.wave({
    ...{ label: 'all-clear', expected: audienceOf(stage.actors, ['bakai'], []).should },
    matches: ({ reading }) => reading.kind === 'all-clear',
  });
  const answer = `отбой ${codeOf(stage, organiser, SECOND)}`;
  await stage.phone(texting).text(answer);
  stage.tell(`${texting.name}, an organiser without Telegram, texts “${answer}”: everyone who was called hears it`);
  await stage.quiet();
}

export async function assembly(stage: Bakai): Promise<void> {
  const { city, organiser } = stage.lead;
  await stage.skipTo('16:15');
  stage.tell('a letter is read out: 120 homes in Shanyrak-1 and Shanyrak-2 are next, on 22-24 May');
  const phone = stage.chat(city);
  const where = await ask(stage, city, () => phone.send('/broadcast'), 'Алматы');
  await ask(stage, city, () => phone.press('Алматы', where));
  const send = buttonOf(stage, city, 'send');
  const preview = await ask(stage, city, () => phone.send(ASSEMBLY), send);
  stage.tell(`${city.name} calls an assembly and sees first “${preview.text.split('\n').slice(0, 2).join(' ')}”`);
  stage.wave({
    ...{ label: 'assembly', claim: 'misinformed' },
    expected: audienceOf(stage.actors, Object.keys(bakaiCast.places), []).should,
    matches: ({ text }) => /^[^:\n]+: /u.test(text) && text.endsWith(`: ${ASSEMBLY}`),
  });
  // Beyond one neighbourhood another organiser has to agree.
  const agree = buttonOf(stage, organiser, 'agree-second');
  const asked = await ask(stage, organiser, () => phone.press(send, preview), agree);
  await stage.chat(organiser).press(agree, asked);
  stage.tell(`${organiser.name} presses “${agree}”: it is for more than one neighbourhood`);
  await stage.quiet();
  stage.tell('the assembly votes to send a support group from Bakai to Shanyrak; people volunteer; leaflets are handed out');
}

/** Half an hour after the end; one of those who were there does not answer. */
export async function goneHome(stage: Bakai): Promise<void> {
  const { organiser, camera } = stage.lead;
  stage.habits.silence(camera);
  const there = whoIs(stage, 'there').flatMap((actor) => {
    const channel = channelOf(actor);
    return channel ? [[actor.id, channel] as const] : [];
  });
  stage.wave({
    ...{ label: 'home safe', claim: 'unasked', expected: new Map<number, Channel>(there) },
    matches: ({ reading }) => reading.kind === 'home',
  });
  await stage.skipTo('16:32');
  await stage.quiet();
  stage.tell(`those who were there (${there.length}) are asked whether they are home safe, and answer; ${camera.name} does not`);
  await stage.skipTo('17:33');
  const found = stage.words.say(organiser.language, 'telegram', 'button-home-accounted', { name: `1. ${camera.name}` });
  const list = (): string[] =>
    stage
      .chat(organiser)
      .messages.findLast(({ text }) => text.includes(`: ${camera.name} (`))
      ?.text.split('\n') ?? [];
  await stage.until('the list of those who are missing', () => list().at(0));
  stage.tell(`an hour later organisers see “${list().slice(1, 2).join()} … ${list().find((line) => line.includes(camera.name))}”`);
  await tap(stage, organiser, found);
  const done = stage.words.say(organiser.language, 'telegram', 'home-list-done');
  const settled = (): true | undefined => stage.chat(organiser).messages.some(({ text }) => text.includes(done)) || undefined;
  stage.tell(`${organiser.name} has rung her up: she is at the police station, asking for a friend. “${found}”`);
  await stage.skipTo('17:36');
  await stage.until('that nobody is missing', settled);
  stage.tell(`the list now ends with “${done}”`);
  stage.prove('everybody who was there is accounted for', true);
}

/** Nobody has heard of those who were taken for three hours; some are let go. */
export async function releases(stage: Bakai): Promise<void> {
  const { organiser, lawyer } = stage.lead;
  const asked = await stage.until('the question about those who were taken', () =>
    stage.chat(lawyer).messages.findLast(({ text }) => text.startsWith('⏰')),
  );
  stage.tell(`three hours after the bus, organisers and the lawyer are asked: “${firstLine(asked.text)}”`);
  const word = stage.words.say(lawyer.language, 'telegram', 'button-contact', { number: 4 });
  await tap(stage, lawyer, word, asked);
  stage.tell(`${lawyer.name} has seen one of them at the station, and presses “${word}”`);
  await stage.skipTo('19:00');
  const wave = buttonOf(stage, organiser, 'wave');
  const done = await walk(stage, organiser, () => stage.chat(organiser).send('/people'), [{ press: wave }, { write: '2-3 5' }]);
  stage.tell(`three are let go: ${organiser.name} opens /people, presses “${wave}” and types their numbers: “${firstLine(done.text)}”`);
  const family = await stage.until("the family's SMS", () =>
    stage.phone({ ...organiser, phone: { number: FAMILY, state: 'open' } }).inbox.at(-1),
  );
  stage.tell(`a family that agreed to it hears “${family.body}”`);
}

export async function closing(stage: Bakai): Promise<void> {
  const { organiser } = stage.lead;
  await stage.skipTo('19:05');
  const report = buttonOf(stage, organiser, 'closing');
  await tap(stage, organiser, report);
  const files = () => stage.chat(organiser).messages.flatMap(({ voice }) => (voice?.filename === undefined ? [] : [voice]));
  await stage.until('the closing report', () => (files().length >= 2 ? true : undefined));
  const pdf = files().find(({ filename }) => filename?.endsWith('.pdf'));
  stage.prove("the closing report is on the organiser's phone", pdf?.bytes.subarray(0, 5).toString('latin1') === '%PDF-');
  stage.tell(
    `${organiser.name} presses “${report}”: ${files()
      .map(({ filename, bytes }) => `${filename}, ${Math.round(bytes.length / 1_024)} KB`)
      .join(' and ')}`,
  );
}
