import type { Skill } from '../../../src/domain/skill.ts';
import { createSkills } from '../../../src/store/skill.ts';
import { register, type Someone } from '../people.ts';
import type { World } from '../world.ts';

/** Who takes part in each history; `far` and the two below live next door. */
export const roles = [
  'organiser',
  'deputy',
  'trusted',
  'defender',
  'texter',
  'both',
  'unvouched',
  'suspended',
  'stranger',
  'far',
  'farOrganiser',
  'medic',
  'lawyer',
] as const;
export type RoleName = (typeof roles)[number];

const SMS: readonly RoleName[] = ['texter', 'both', 'unvouched'];
const FAR: readonly RoleName[] = ['far', 'farOrganiser', 'medic', 'lawyer'];
const SKILLS: Partial<Record<RoleName, Skill>> = { medic: 'medic', lawyer: 'lawyer' };

/** One history: a neighbourhood of its own, one next to it, and their people. */
export interface Cast {
  readonly index: number;
  readonly slug: string;
  readonly next: string;
  readonly door: 'vouched' | 'open';
  /** How the neighbourhood is called, in every language. */
  readonly name: string;
  readonly people: Readonly<Record<RoleName, Someone>>;
}

export const chatOf = (index: number, role: RoleName): number => 1_000 + index * 100 + roles.indexOf(role);
export const numberFor = (index: number, role: RoleName): string => `+7701${String(index * 100 + roles.indexOf(role) + 1_000_000)}`;
export const hasPhone = (role: RoleName): boolean => SMS.includes(role);
export const hasTelegram = (role: RoleName): boolean => role !== 'texter';

const doorOf = (index: number): Cast['door'] => (index % 2 === 0 ? 'vouched' : 'open');

/** A city for each history, so that nobody asks the skilled people of another. */
export async function enrolCasts(world: World, count: number): Promise<readonly Cast[]> {
  const { prisma } = world.store.database;
  const indexes = Array.from({ length: count }, (_, index) => index);
  const named = (slug: string, name: string, next: readonly string[], index: number, parent: string | null = `gorod-${index}`) => ({
    ...{ slug, nameKk: name, nameRu: name, nameEn: name, parent, city: `Город ${index}`, next: [...next] },
    ...{ enough: index % 3 === 0 ? 2 : 6, door: doorOf(index), unconfirmed: index % 5 === 0 ? 'send' : 'hold' },
  });
  await prisma.neighbourhood.createMany({
    data: indexes.flatMap((i) => [
      named(`gorod-${i}`, `Город ${i}`, [], i, null),
      named(`kvartal-${i}`, `Квартал ${i}`, [`aksai-${i}`], i),
      named(`aksai-${i}`, `Аксай ${i}`, [`kvartal-${i}`], i),
    ]),
  });
  await world.advance(6_000);
  return await Promise.all(indexes.map((index) => enrol(world, index)));
}

async function enrol(world: World, index: number): Promise<Cast> {
  const [slug, next, name] = [`kvartal-${index}`, `aksai-${index}`, `Квартал ${index}`];
  const people: Partial<Record<RoleName, Someone>> = {};
  for (const role of roles) {
    people[role] =
      role === 'stranger'
        ? { id: 0n, telegram: world.telegram.person({ id: chatOf(index, role) }), sms: world.twilio.phone(numberFor(index, role)) }
        : await register(world, {
            in: [FAR.includes(role) ? next : slug],
            role: ['organiser', 'deputy', 'farOrganiser'].includes(role) ? 'organiser' : 'both',
            trust: role === 'trusted' ? 'trusted' : 'new',
            ...(hasTelegram(role) && { telegram: chatOf(index, role) }),
            ...(hasPhone(role) && { phone: numberFor(index, role) }),
          });
  }
  const cast = { index, slug, next, name, door: doorOf(index), people: people as Record<RoleName, Someone> };
  const { prisma } = world.store.database;
  for (const role of roles) {
    const skill = SKILLS[role];
    if (skill) await createSkills().change(prisma, cast.people[role].id, { add: [skill], drop: [] });
  }
  await prisma.membership.updateMany({ where: { personId: cast.people.unvouched.id }, data: { vouched: false } });
  await prisma.membership.updateMany({
    where: { personId: cast.people.suspended.id },
    data: { suspendedAt: new Date(world.clock.now()) },
  });
  return cast;
}
