import { channelOf } from '../account.ts';
import { answers, firstLine, say, says, sees, tap, update, walk, whoIs } from '../acts.ts';
import type { Channel } from '../cast.ts';
import { ask, buttonOf, cardOf, codeOf, tellCard } from '../props.ts';
import { type Bakai, FIRST, LISTED, SECOND } from './bakai-2006-houses.ts';

const BULLDOZERS = 'ждут бульдозеры. Стоим спокойно, дети в доме';
const STORM = 'штурм, людей увозят. Снимайте издали, адвокат едет';
const LINK = 'https://video.example/bakai-12-05';
/** The smallest picture that there is. */
const PICTURE = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
export const FAMILY = '+77005998877';

/** Noon: eight houses are listed, and the cordon goes from one to another. */
export async function moving(stage: Bakai): Promise<void> {
  const { reporter, organiser, neighbour } = stage.lead;
  await stage.skipTo('12:00');
  const words = (key: string): string => buttonOf(stage, organiser, key);
  const list = (): Promise<void> => tap(stage, organiser, words('houses'), cardOf(stage, organiser, FIRST));
  await walk(stage, organiser, list, [{ press: words('house-add') }, { write: LISTED.join('\n') }]);
  stage.tell(`the court executive has ${LISTED.length} houses for today: ${organiser.name} pastes the list`);
  stage.tell('the cordon and 40 riot police move on to another house, on the far side');
  await sees(stage, reporter, 'moved-on');
  const going = whoIs(stage, 'coming', 'there').flatMap((actor) => {
    const channel = channelOf(actor);
    return channel ? [[actor.id, channel] as const] : [];
  });
  stage.wave({
    ...{ label: 'moved', claim: 'unmoved', expected: new Map<number, Channel>(going) },
    matches: ({ reading }) => reading.kind === 'moved' && reading.place === SECOND,
  });
  const there = stage.words.say(organiser.language, 'telegram', 'button-move-to', { number: 2, place: SECOND });
  await tap(stage, organiser, there);
  stage.tell(`${organiser.name} is asked whether the call is to move, and presses “${there}”: ${going.length} people go there`);
  await stage.quiet();
  await says(stage, neighbour, '40 омоновцев');
  stage.tell('mothers and children are inside the house');
  const children = buttonOf(stage, reporter, 'children');
  await tap(stage, reporter, children);
  stage.tell(`${reporter.name} presses “${children}”`);
  await stage.skipTo('12:04');
  stage.habits.arrive(SECOND, 0.7, 3_000);
  await stage.quiet();
}

export async function machines(stage: Bakai): Promise<void> {
  const { organiser, neighbour, negotiator } = stage.lead;
  await stage.skipTo('12:05');
  const card = cardOf(stage, organiser, SECOND)?.text ?? '';
  stage.tell(`${organiser.name}'s card begins with “${firstLine(card)}”`);
  stage.prove('children inside stand first on the card', card.startsWith(stage.words.say('ru', 'telegram', 'inside-children')));
  stage.tell('bulldozers wait at the edge of the settlement');
  await says(stage, neighbour, 'ТЕХНИКА ЕДЕТ');
  await update(stage, organiser, SECOND, BULLDOZERS);
  await stage.skipTo('12:20');
  await sees(stage, negotiator, 'machinery-stuck');
  await stage.skipTo('13:10');
  stage.tell(`${negotiator.name} and others have talked some drivers into leaving`);
  await sees(stage, negotiator, 'machinery-back');
}

/** Only the roles that are missing are called. */
export async function roles(stage: Bakai): Promise<void> {
  const { organiser, observer, watcher, lawyer } = stage.lead;
  await stage.skipTo('13:20');
  const asked = `НУЖНЫ ${codeOf(stage, organiser, SECOND)} 2 наблюдателя 1 медик 1 юрист`;
  await says(stage, organiser, asked);
  for (const actor of [observer, watcher, lawyer]) await answers(stage, actor, SECOND, 'coming');
  await stage.skipTo('13:50');
  for (const actor of [observer, watcher, lawyer]) await answers(stage, actor, SECOND, 'there');
  await stage.skipTo('13:52');
  tellCard(stage, organiser, SECOND, /🙋|👮|🛡/u);
}

export async function storm(stage: Bakai): Promise<void> {
  const { reporter, organiser, neighbour, camera, lawyer } = stage.lead;
  await stage.skipTo('14:30');
  stage.tell('200 police storm the house');
  await says(stage, neighbour, 'полиция 200');
  await sees(stage, reporter, 'storming');
  await update(stage, organiser, SECOND, STORM);
  stage.tell('more than ten people are taken away in a police bus');
  await says(stage, camera, 'увезли 12 человек');
  const code = codeOf(stage, organiser, SECOND);
  await says(stage, neighbour, `ЗАДЕРЖАН ${code} Дәурен Қалиев, Турксибский РУВД`);
  await says(stage, neighbour, `УВЕЗЛИ ${code} женщина в красном платке, Турксибский РУВД`);
  await says(stage, reporter, `ҰСТАДЫ ${code} Мұрат Әлиев, Алатау РІІБ`);
  const words = (key: string): string => buttonOf(stage, camera, key);
  const written = await walk(stage, camera, () => tap(stage, camera, words('look')), [
    ...[{ press: words('taken') }, { write: 'Асқар, с Жастар 22' }, { write: 'Турксибский РУВД' }, { press: words('unit-riot') }],
    ...[{ press: words('skip') }, { press: words('consent-agrees') }, { write: FAMILY }],
  ]);
  stage.tell(`${camera.name} presses “${words('taken')}”, with the family's number: “${firstLine(written.text)}”`);
  const kept = await ask(stage, camera, () => stage.chat(camera).share('photo', PICTURE, { caption: 'автобус, номер 077' }));
  stage.tell(`${camera.name} sends a photo: “${firstLine(kept.text)}”`);
  await says(stage, camera, LINK);
  await stage.quiet();
  const reads = stage.words.say(lawyer.language, 'telegram', 'button-people');
  await tap(stage, lawyer, reads);
  stage.tell(`${lawyer.name}, the lawyer who came, presses “${reads}”, and organisers hear who reads it`);
}

export async function secondCharge(stage: Bakai): Promise<void> {
  const { organiser, medic, neighbour } = stage.lead;
  await stage.skipTo('14:50');
  stage.tell('a second charge; five people are seriously hurt, ten more refuse treatment');
  await answers(stage, medic, SECOND, 'there');
  await says(stage, medic, '5 ауыр жараланды');
  await say(stage, neighbour, '10 отказались от помощи');
  await stage.skipTo('14:55');
  tellCard(stage, organiser, SECOND, /🚑|🚔/u);
}
