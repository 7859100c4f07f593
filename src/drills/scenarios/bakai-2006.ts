import { audienceOf } from '../account.ts';
import { ask, buttonOf, cardOf, stillAsked, tellCard } from '../props.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { bakaiCast, type Part } from './bakai-2006-cast.ts';

const FIRST = 'Жастар 14';
const SECOND = 'Жастар 22';
const RUMOUR = 'Момышұлы 5';
const STRANGER = '+77005999999';

const POSTPONED = 'снос отложен, подаём заявление. Будьте у дома';
const BULLDOZERS = 'ждут бульдозеры. Стоим спокойно, дети в доме';
const STORM = 'штурм, людей увозят. Снимайте издали, адвокат едет';
const ASSEMBLY = 'сход сейчас, Бақай. 22-24 мая сносят 120 домов в Шаныраке';

/** The first call, which is measured, runs at the speed that was asked for; the rest of the day so much faster. */
const TEMPO = { call: 1, again: 2, rest: 4 };

type Bakai = Stage<Part>;

/** Bakai, Almaty, 12 May 2006: homes are to be demolished, and the neighbours come. */
export const bakai2006: Scenario<Part> = {
  name: 'bakai-2006',
  title: 'Bakai, Almaty, 12 May 2006',
  startsAt: Date.parse('2006-05-12T05:00:00Z'),
  cast: bakaiCast,
  kind: 'demolition',
  places: [FIRST, SECOND, RUMOUR],
  async play(stage) {
    stage.tempo(TEMPO.rest);
    await joining(stage);
    stage.tempo(TEMPO.call);
    await firstHouse(stage);
    stage.tempo(TEMPO.rest);
    await rumour(stage);
    await update(stage, '11:40', FIRST, POSTPONED, 'a negotiator gets it postponed; an ambulance takes an elderly woman');
    stage.tempo(TEMPO.again);
    await secondHouse(stage);
    stage.tempo(TEMPO.rest);
    await update(stage, '12:05', SECOND, BULLDOZERS, 'bulldozers wait at the edge of the settlement');
    await update(stage, '14:30', SECOND, STORM, '200 police storm the house, more than ten people are taken away');
    await siegeEnds(stage);
    await assembly(stage);
  },
};

async function joining(stage: Bakai): Promise<void> {
  const { newcomer } = stage.lead;
  const phone = stage.chat(newcomer);
  const taps = ['Қазақша', 'Бақай', buttonOf(stage, newcomer, 'both'), buttonOf(stage, newcomer, 'agree')];
  let act = (): Promise<unknown> => phone.start();
  for (const button of taps) {
    const message = await ask(stage, newcomer, act, button);
    act = () => phone.press(button, message);
  }
  const { text } = await ask(stage, newcomer, act);
  stage.tell(`${newcomer.name} joins on Telegram in four taps: “${text.split('\n')[0]}”`);
}

async function firstHouse(stage: Bakai): Promise<void> {
  const { reporter, organiser } = stage.lead;
  await stage.skipTo('11:02');
  stage.tell('100 police and the court executive at the first house; 40 neighbours stand there');
  const text = `Бақай бұзу ${FIRST}`;
  stage.alert(FIRST, ['bakai'], [reporter], 'call');
  const receipt = await ask(stage, reporter, () => stage.chat(reporter).send(text));
  stage.tell(`${reporter.name} types “${text}”, and hears “${receipt.text.split('\n')[0]}”`);
  const card = await stage.until("the organiser's card", () => cardOf(stage, organiser, FIRST));
  stage.tell(`${organiser.name}, an organiser, sees “${card.text.split('\n')[0]}”`);
  await stage.quiet();
  tellCard(stage, organiser, FIRST);
  await stage.skipTo('11:12');
  stage.tell('the first of them arrive, and press There');
  stage.habits.arrive(FIRST, 0.6, 3_000);
  await stage.quiet();
  tellCard(stage, organiser, FIRST);
}

/** A stranger's report is held, and found to be untrue: nobody is to be called. */
async function rumour(stage: Bakai): Promise<void> {
  const { organiser } = stage.lead;
  await stage.skipTo('11:20');
  stage.alert(RUMOUR, ['bakai'], [], undefined);
  const stranger = stage.phone({ ...organiser, phone: { number: STRANGER, state: 'open' } });
  await stranger.text(`Бакай приставы ${RUMOUR}`);
  const held = await stage.until('that the report is held', () => stranger.inbox.at(0));
  stage.tell(`a stranger texts “Бакай приставы ${RUMOUR}”. Held: “${held.body}”`);
  const card = await stage.until('the question to organisers', () => cardOf(stage, organiser, RUMOUR));
  await stage.chat(organiser).press(buttonOf(stage, organiser, 'false'), card);
  const checked = await stage.until('the answer to the stranger', () => stranger.inbox.at(1));
  stage.tell(`${organiser.name} presses “${buttonOf(stage, organiser, 'false')}”; the stranger hears “${checked.body}”`);
}

async function update(stage: Bakai, time: string, place: string, text: string, why: string): Promise<void> {
  const { organiser } = stage.lead;
  await stage.skipTo(time);
  stage.tell(why);
  const phone = stage.chat(organiser);
  await ask(stage, organiser, () => phone.press(buttonOf(stage, organiser, 'update'), cardOf(stage, organiser, place)));
  stage.wave({ label: 'update', expected: stillAsked(stage, place), matches: (arrival) => arrival.text.endsWith(`: ${text}`) });
  await phone.send(text);
  stage.tell(`${organiser.name} writes to all who were called: “${text}”`);
  await stage.quiet();
}

async function secondHouse(stage: Bakai): Promise<void> {
  const { organiser } = stage.lead;
  await stage.skipTo('12:00');
  stage.tell('the cordon and 40 riot police move on to another house');
  const phone = stage.chat(organiser);
  const another = buttonOf(stage, organiser, 'another');
  await ask(stage, organiser, () => phone.press(another, cardOf(stage, organiser, FIRST)));
  stage.alert(SECOND, ['bakai'], [organiser], 'call');
  await phone.send(SECOND);
  stage.tell(`${organiser.name} presses “${another}” and types “${SECOND}”: all of Bakai is called there`);
  await stage.quiet();
  tellCard(stage, organiser, SECOND);
}

async function siegeEnds(stage: Bakai): Promise<void> {
  const { organiser, texting } = stage.lead;
  await stage.skipTo('14:50');
  stage.tell('a second charge; five people are seriously hurt');
  await stage.skipTo('16:00');
  stage.tell('the siege ends, the house stands');
  const everyone = audienceOf(stage.actors, ['bakai'], []).should;
  const matches = ({ reading }: { readonly reading: { readonly kind: string } }): boolean => reading.kind === 'all-clear';
  stage.wave({ label: 'all-clear', expected: everyone, matches });
  const standDown = buttonOf(stage, organiser, 'stand-down');
  await stage.chat(organiser).press(standDown, cardOf(stage, organiser, SECOND));
  stage.tell(`${organiser.name} presses “${standDown}” on the card of ${SECOND}`);
  await stage.quiet();
  // Each alarm came to him by SMS with its code, the first house first.
  const card = await stage.until('the code by SMS', () => stage.phone(texting).inbox.find(({ body }) => / [0-9A-Z]{3,4}$/u.test(body)));
  const answer = `отбой ${card.body.split(' ').at(-1)}`;
  stage.wave({ label: 'all-clear', expected: everyone, matches });
  await stage.phone(texting).text(answer);
  stage.tell(`${texting.name}, who has no Telegram, texts “${answer}” for ${FIRST}`);
  await stage.quiet();
}

async function assembly(stage: Bakai): Promise<void> {
  const { city, organiser } = stage.lead;
  await stage.skipTo('16:15');
  stage.tell('a letter is read out: 120 homes in Shanyrak-1 and Shanyrak-2 are next');
  const phone = stage.chat(city);
  const where = await ask(stage, city, () => phone.send('/broadcast'), 'Алматы');
  await ask(stage, city, () => phone.press('Алматы', where));
  const send = buttonOf(stage, city, 'send');
  const preview = await ask(stage, city, () => phone.send(ASSEMBLY), send);
  stage.tell(`${city.name} calls an assembly and sees first “${preview.text.split('\n').slice(0, 2).join(' ')}”`);
  const everyone = audienceOf(stage.actors, Object.keys(bakaiCast.places), []).should;
  stage.wave({
    label: 'assembly',
    expected: everyone,
    matches: ({ text }) => /^[^:\n]+: /u.test(text) && text.endsWith(`: ${ASSEMBLY}`),
    strict: true,
  });
  // Beyond one neighbourhood another organiser has to agree.
  const agree = buttonOf(stage, organiser, 'agree-second');
  const asked = await ask(stage, organiser, () => phone.press(send, preview), agree);
  await stage.chat(organiser).press(agree, asked);
  stage.tell(`${organiser.name} presses “${agree}”: it is for more than one neighbourhood`);
  await stage.quiet();
  stage.tell('the assembly votes to send a support group from Bakai to Shanyrak');
}
