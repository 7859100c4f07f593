import { answers, firstLine, needs, says, sees, tap, walk } from '../acts.ts';
import { ask, buttonOf, cardOf, tellCard } from '../props.ts';
import { type Bakai, FIRST, RUMOUR } from './bakai-2006-houses.ts';

const STRANGER = '+77005999999';

export async function joining(stage: Bakai): Promise<void> {
  const { newcomer } = stage.lead;
  const phone = stage.chat(newcomer);
  const taps = ['Қазақша', 'Бақай', buttonOf(stage, newcomer, 'both'), buttonOf(stage, newcomer, 'agree')];
  const { text } = await walk(
    stage,
    newcomer,
    () => phone.start(),
    taps.map((press) => ({ press })),
  );
  stage.tell(`${newcomer.name} joins on Telegram in four taps: “${firstLine(text)}”`);
}

export async function firstHouse(stage: Bakai): Promise<void> {
  const { reporter, organiser, neighbour, camera } = stage.lead;
  await stage.skipTo('11:02');
  stage.tell('100 police and the court executive at the first house; 40 neighbours stand there');
  const text = `Бақай бұзу ${FIRST}`;
  stage.alert([FIRST, 'Жастар 22'], ['bakai'], [reporter], 'call');
  const receipt = await ask(stage, reporter, () => stage.chat(reporter).send(text));
  stage.tell(`${reporter.name} types “${text}”, and hears “${firstLine(receipt.text)}”`);
  const card = await stage.until("the organiser's card", () => cardOf(stage, organiser, FIRST));
  stage.tell(`${organiser.name}, an organiser, sees “${firstLine(card.text)}”`);
  await stage.quiet();
  tellCard(stage, organiser, FIRST);
  await answers(stage, reporter, FIRST, 'there');
  await says(stage, reporter, 'полиция 100');
  await sees(stage, reporter, 'cordon');
  await stage.skipTo('11:08');
  await answers(stage, neighbour, FIRST, 'there');
  await answers(stage, camera, FIRST, 'there');
  await stage.skipTo('11:12');
  stage.tell('the first of them arrive, and press There');
  stage.habits.arrive(FIRST, 0.6, 3_000);
  await stage.quiet();
  tellCard(stage, organiser, FIRST);
}

/** A stranger's report is held, and found to be untrue: nobody is to be called. */
export async function rumour(stage: Bakai): Promise<void> {
  const { organiser } = stage.lead;
  await stage.skipTo('11:16');
  stage.alert([RUMOUR], ['bakai'], [], undefined);
  const stranger = stage.phone({ ...organiser, phone: { number: STRANGER, state: 'open' } });
  await stranger.text(`Бакай приставы ${RUMOUR}`);
  const held = await stage.until('that the report is held', () => stranger.inbox.at(0));
  stage.tell(`a stranger texts “Бакай приставы ${RUMOUR}”. Held: “${held.body}”`);
  const card = await stage.until('the question to organisers', () => cardOf(stage, organiser, RUMOUR));
  await stage.chat(organiser).press(buttonOf(stage, organiser, 'false'), card);
  const checked = await stage.until('the answer to the stranger', () => stranger.inbox.at(1));
  stage.tell(`${organiser.name} presses “${buttonOf(stage, organiser, 'false')}”; the stranger hears “${checked.body}”`);
}

export async function somebodyIsIll(stage: Bakai): Promise<void> {
  const { reporter, organiser, medic } = stage.lead;
  await stage.skipTo('11:20');
  stage.tell('an elderly woman falls ill');
  const words = (key: string): string => buttonOf(stage, reporter, key);
  const written = await walk(stage, reporter, () => tap(stage, reporter, words('look')), [
    ...[{ press: words('hurt') }, { write: 'Қарт әже, 70 жаста' }, { write: 'жүрегі ауырды' }],
    ...[{ press: words('grave-grave') }, { press: words('help-none') }, { write: FIRST }, { press: words('consent-disagrees') }],
  ]);
  stage.tell(`${reporter.name} presses “${words('hurt')}”, is asked six short things, and hears “${firstLine(written.text)}”`);
  await needs(stage, organiser, FIRST, 'medic', [medic]);
  await stage.skipTo('11:28');
  await answers(stage, medic, FIRST, 'there');
  stage.tell('neighbours have called 112; an ambulance takes her');
  await walk(stage, medic, () => stage.chat(medic).send('/people'), [
    ...[{ press: stage.words.say('kk', 'telegram', 'button-casualty', { number: 1 }) }, { press: buttonOf(stage, medic, 'step-hospital') }],
    { write: 'Жедел жәрдем ауруханасы' },
  ]);
  stage.tell(`${medic.name}, a medic, opens /people and presses “${buttonOf(stage, medic, 'step-hospital')}”`);
}

export async function postponed(stage: Bakai): Promise<void> {
  const { organiser, negotiator, neighbour } = stage.lead;
  await stage.skipTo('11:32');
  await needs(stage, organiser, FIRST, 'negotiator', [negotiator]);
  await stage.skipTo('11:40');
  await answers(stage, negotiator, FIRST, 'there');
  const words = (key: string): string => buttonOf(stage, negotiator, key);
  const mediate = (): Promise<void> => tap(stage, negotiator, words('mediate'));
  const until = await walk(stage, negotiator, mediate, [{ press: words('outcome-postponed') }, { write: '22.05' }]);
  stage.tell(`${negotiator.name} presses “${words('mediate')}” and hears “${firstLine(until.text)}”`);
  const file = await walk(stage, negotiator, mediate, [{ press: words('outcome-petition') }, { write: '19.05' }]);
  stage.tell(`and again, for what residents will do: “${firstLine(file.text)}”`);
  const tell = buttonOf(stage, organiser, 'outcome-tell');
  await tap(stage, organiser, tell);
  const heard = await stage.until('that people are told', () => stage.phone(neighbour).inbox.find(({ body }) => body.includes('19.05')));
  stage.tell(`${organiser.name} presses “${tell}”: those who are there hear “${heard.body}”`);
}
