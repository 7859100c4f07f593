import { answers, firstLine, says, saysAll, tap, update, walk } from '../acts.ts';
import type { Actor } from '../cast.ts';
import { firstNames } from '../names.ts';
import { ask, buttonOf, cardOf, codeOf, tellCard } from '../props.ts';
import type { Stage } from '../stage.ts';
import { astanaCast, type Part } from './astana-2013-cast.ts';

export type Astana = Stage<Part>;

/** Where campaigners stay, in three districts. */
export const HOSTELS = ['Бейбітшілік 27', 'Женіс 12', 'Сығанақ 8'] as const;
const HOUSES = ['Республика 5', 'Кенесары 40', 'Абай 61', 'Иманов 19', 'Сейфуллин 33'];
export const FAMILY = '+77005998866';
const MORE = 'обыски и в других местах. Не открывайте без бумаги, снимайте издали';

/** The stations, and how many were taken to each: 82. */
export const STATIONS = [
  { name: 'Сарыаркинское РУВД', count: 24 },
  { name: 'Есильское РУВД', count: 22 },
  { name: 'Алматинское РУВД', count: 20 },
  { name: 'Байконурское РУВД', count: 16 },
] as const;
export const ALL_TAKEN = STATIONS.reduce((sum, { count }) => sum + count, 0);

export async function raids(stage: Astana): Promise<void> {
  const { organiser, first, other, third } = stage.lead;
  await stage.skipTo('05:00');
  stage.tell('police raid houses and hostels in three districts, where housing campaigners from all over the country stay');
  stage.alert(HOSTELS, ['astana', ...Object.keys(astanaCast.places)], [first], 'call');
  const text = `Астана рейд ${HOSTELS[0]}`;
  const receipt = await ask(stage, first, () => stage.chat(first).send(text));
  stage.tell(`${first.name} types “${text}”, and hears “${firstLine(receipt.text)}”`);
  await stage.until("the organiser's card", () => cardOf(stage, organiser, HOSTELS[0]));
  await stage.quiet();
  tellCard(stage, organiser, HOSTELS[0]);
  const [second, last] = [`тінту ${HOSTELS[1]}`, `Байконур рейд ${HOSTELS[2]}`];
  await Promise.all([says(stage, other, second), says(stage, third, last)]);
  await says(stage, organiser, `ДОМ ${codeOf(stage, organiser, HOSTELS[0])}\n${HOUSES.join('\n')}`);
  await update(stage, organiser, HOSTELS[0], MORE);
}

export async function lawyers(stage: Astana): Promise<void> {
  const { organiser, lawyer, counsel, advocate, first, other, third, witness, driver } = stage.lead;
  await stage.skipTo('05:15');
  for (const actor of [first, other, third, witness, driver]) await stage.habits.answer(actor, HOSTELS[0], 'there');
  await says(stage, organiser, `НУЖНЫ ${codeOf(stage, organiser, HOSTELS[0])} 3 юриста`);
  for (const actor of [lawyer, counsel, advocate]) await answers(stage, actor, HOSTELS[0], 'coming');
}

/** Who was taken is written down by four who saw it, one after the other. The numbers in the list, by station. */
export async function taken(stage: Astana): Promise<readonly (readonly number[])[]> {
  const { organiser, first, witness, driver, third } = stage.lead;
  await stage.skipTo('05:30');
  const code = codeOf(stage, organiser, HOSTELS[0]);
  const begun = await withButtons(stage, first);
  const seen = [
    [first, 'ЗАДЕРЖАНА'],
    [witness, 'ҰСТАДЫ'],
    [driver, 'УВЕЗЛИ'],
    [third, 'ЗАДЕРЖАН'],
  ] as const;
  const all = await Promise.all(
    seen.map(async ([actor, word], i) => {
      const { name = '', count = 0 } = STATIONS[i] ?? {};
      const typed = Array.from({ length: i === 0 ? count - 1 : count }, (_, n) => `${word} ${code} ${nameOf(i * 100 + n)}, ${name}`);
      const heard = await saysAll(stage, actor, typed);
      const numbers = heard.map(numberIn);
      stage.tell(`${actor.name} writes down ${count} people, one after the other, such as “${typed[0]}”: “${firstLine(heard[0] ?? '')}”`);
      return i === 0 ? [begun, ...numbers] : numbers;
    }),
  );
  await stage.skipTo('06:00');
  tellCard(stage, organiser, HOSTELS[0], /🚔|🙋/u);
  const listed = new Set(all.flat());
  stage.prove(`${ALL_TAKEN} people who were taken have a number each`, listed.size === ALL_TAKEN && !listed.has(0));
  return all;
}

/** One is written down with buttons, question by question, with the number of the family. */
async function withButtons(stage: Astana, actor: Actor): Promise<number> {
  const words = (key: string): string => buttonOf(stage, actor, key);
  const written = await walk(stage, actor, () => tap(stage, actor, words('look')), [
    ...[{ press: words('taken') }, { write: 'Жанат, из Актобе' }, { write: STATIONS[0].name }, { press: words('unit-riot') }],
    ...[{ press: words('skip') }, { press: words('consent-agrees') }, { write: FAMILY }],
  ]);
  stage.tell(`${actor.name} presses “${words('taken')}”, with the family's number: “${firstLine(written.text)}”`);
  return numberIn(written.text);
}

function numberIn(text: string): number {
  return Number(/№ ?(\d+)/u.exec(text)?.[1] ?? 0);
}

/** Names that no two of them share. */
function nameOf(n: number): string {
  const names = [...firstNames.kk, ...firstNames.ru];
  return `${names[n % names.length]} ${'АБДЕЖКМНРСТ'[n % 11]}. из ${['Алматы', 'Актобе', 'Шымкента', 'Павлодара', 'Атырау'][n % 5]} ${n}`;
}
