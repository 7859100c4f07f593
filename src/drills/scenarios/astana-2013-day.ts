import { audienceOf, channelOf } from '../account.ts';
import { firstLine, says, tap, update, walk, whoIs } from '../acts.ts';
import { ask, buttonOf, cardOf, tellCard } from '../props.ts';
import { astanaCast } from './astana-2013-cast.ts';
import { ALL_TAKEN, type Astana, FAMILY, HOSTELS, STATIONS } from './astana-2013-raids.ts';

const EMBASSIES = 'пишите и приходите к посольствам Казахстана в своих странах. Просим отпустить всех';
const LINK = 'https://video.example/astana-15-05';
/** The first in the list are tried at once. */
const TRIED = [1, 2, 3, 4, 5];
const SENTENCED = [4, 5];

/** Three hours later nobody has heard of them. */
export async function silence(stage: Astana): Promise<void> {
  const { organiser, lawyer } = stage.lead;
  await stage.skipTo('08:40');
  const asked = await stage.until('the question about those who were taken', () =>
    stage.chat(organiser).messages.findLast(({ text }) => text.startsWith('⏰')),
  );
  stage.tell(`three hours after, organisers and lawyers are asked: “${firstLine(asked.text)}”`);
  const word = stage.words.say(lawyer.language, 'telegram', 'button-contact', { number: 1 });
  await tap(stage, lawyer, word);
  stage.tell(`${lawyer.name}, at the station, presses “${word}”`);
}

/** Opens the record of one of the first ten, and says what became of them. */
async function mark(stage: Astana, number: number, step: string): Promise<void> {
  const { lawyer } = stage.lead;
  const one = stage.words.say(lawyer.language, 'telegram', 'button-casualty', { number });
  await walk(stage, lawyer, () => stage.chat(lawyer).send('/people'), [{ press: one }, { press: buttonOf(stage, lawyer, step) }]);
}

export async function onTrial(stage: Astana): Promise<void> {
  const { organiser, lawyer } = stage.lead;
  await stage.skipTo('10:00');
  stage.tell('five are tried at once');
  for (const number of TRIED) await mark(stage, number, 'step-trial');
  stage.tell(`${lawyer.name} opens their records in /people, and presses “${buttonOf(stage, lawyer, 'step-trial')}” in each`);
  await stage.skipTo('10:05');
  tellCard(stage, organiser, HOSTELS[0], /🚔/u);
}

/** Many are released, station by station. */
export async function waves(stage: Astana, numbers: readonly (readonly number[])[]): Promise<void> {
  const { organiser } = stage.lead;
  const times = ['11:00', '12:30', '13:30', '15:00'];
  const wave = buttonOf(stage, organiser, 'wave');
  let out = 0;
  for (const [i, { name }] of [...STATIONS.entries()].reverse()) {
    await stage.skipTo(times.shift() ?? '15:00');
    const count = (numbers[i] ?? []).filter((number) => !TRIED.includes(number)).length;
    out += count;
    const all = stage.words.say(organiser.language, 'telegram', 'button-station', { station: name, count });
    const done = await walk(stage, organiser, () => stage.chat(organiser).send('/people'), [{ press: wave }, { press: all }]);
    stage.tell(`${organiser.name} presses “${wave}”, then “${all}”: “${done.text.slice(0, 40)} …”`);
  }
  await stage.skipTo('15:05');
  tellCard(stage, organiser, HOSTELS[0], /🚔/u);
  const say = (toll: string, number: number): string =>
    stage.words.say(organiser.language, 'telegram', `toll-${toll}`, { least: 'no', number, known: number });
  const card = cardOf(stage, organiser, HOSTELS[0])?.text ?? '';
  const counts = [say('taken', ALL_TAKEN), say('released', out), say('trial', TRIED.length)];
  stage.prove(`the card says “${counts.join(' · ')}”`, out === ALL_TAKEN - TRIED.length && counts.every((count) => card.includes(count)));
}

export async function verdicts(stage: Astana): Promise<void> {
  const { organiser, other, lawyer } = stage.lead;
  await stage.skipTo('15:30');
  stage.tell('a video of what happened is on the web');
  await says(stage, other, LINK);
  await update(stage, organiser, HOSTELS[0], EMBASSIES);
  await stage.skipTo('17:00');
  for (const number of SENTENCED) await mark(stage, number, 'step-sentenced');
  for (const number of TRIED.filter((one) => !SENTENCED.includes(one))) await mark(stage, number, 'step-released');
  stage.tell(
    `the court has decided: ${lawyer.name} marks ${SENTENCED.length} as sentenced, ${TRIED.length - SENTENCED.length} as released`,
  );
  const family = await stage.until("the family's SMS", () =>
    stage.phone({ ...organiser, phone: { number: FAMILY, state: 'open' } }).inbox.at(-1),
  );
  stage.tell(`a family that agreed to it hears “${family.body}”`);
}

export async function allClear(stage: Astana): Promise<void> {
  const { organiser } = stage.lead;
  await stage.skipTo('18:00');
  tellCard(stage, organiser, HOSTELS[0], /🚔/u);
  stage.wave({
    ...{ label: 'all-clear', matches: ({ reading }) => reading.kind === 'all-clear' },
    expected: audienceOf(stage.actors, ['astana', ...Object.keys(astanaCast.places)], []).should,
  });
  const standDown = buttonOf(stage, organiser, 'stand-down');
  await tap(stage, organiser, standDown);
  stage.tell(`${organiser.name} presses “${standDown}”`);
  await stage.quiet();
  const there = new Map(whoIs(stage, 'there').flatMap((actor) => [[actor.id, channelOf(actor) ?? 'sms'] as const]));
  stage.wave({ label: 'home safe', claim: 'unasked', expected: there, matches: ({ reading }) => reading.kind === 'home' });
  await stage.skipTo('18:32');
  await stage.quiet();
  stage.tell(`those who were there (${there.size}) are asked whether they are home safe, and answer`);
  const before = stage.chat(organiser).messages.length;
  await stage.skipTo('22:00');
  const later = stage.chat(organiser).messages.slice(before);
  stage.prove(
    'nobody is asked about any more',
    later.every(({ text }) => !/^[⏰🏠]/u.test(text)),
  );
  const report = buttonOf(stage, organiser, 'closing');
  await ask(stage, organiser, () => tap(stage, organiser, report));
  const pdf = await stage.until('the closing report', () =>
    stage.chat(organiser).messages.find(({ voice }) => voice?.filename?.endsWith('.pdf')),
  );
  stage.prove("the closing report is on the organiser's phone", pdf.voice?.bytes.subarray(0, 5).toString('latin1') === '%PDF-');
  stage.tell(`${organiser.name} presses “${report}”: ${pdf.voice?.filename}`);
}
