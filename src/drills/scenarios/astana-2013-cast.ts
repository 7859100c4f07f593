import type { CastSpec, Lead } from '../cast.ts';
import type { NewNeighbourhood } from '../enrol.ts';

const in_ = (slug: string, role: Lead['memberships'][number]['role']) => [{ slug, role }] as const;
const trusted = { trust: 'trusted', on: 'telegram' } as const;
const texting = { trust: 'trusted', on: 'sms' } as const;

/** The city, and the districts in which campaigners from all over the country stay. */
export const astanaPlaces: readonly NewNeighbourhood[] = [
  { slug: 'astana', names: { kk: 'Астана', ru: 'Астана', en: 'Astana' }, parent: null, city: 'Astana' },
  { slug: 'saryarka', names: { kk: 'Сарыарқа', ru: 'Сарыарка', en: 'Saryarka' }, parent: 'astana', city: 'Astana' },
  { slug: 'esil', names: { kk: 'Есіл', ru: 'Есиль', en: 'Esil' }, parent: 'astana', city: 'Astana' },
  { slug: 'baikonyr', names: { kk: 'Байқоңыр', ru: 'Байконур', en: 'Baikonyr' }, parent: 'astana', city: 'Astana' },
];

/** Campaigners and those who live there: 150, and those of them who have a part. */
export const astanaCast = {
  seed: 15_052_013,
  places: { saryarka: 60, esil: 50, baikonyr: 40 },
  leads: {
    organiser: { ...trusted, name: 'Ардақ', language: 'ru', memberships: [...in_('saryarka', 'both'), ...in_('astana', 'organiser')] },
    second: { ...trusted, name: 'Ерболат', language: 'kk', memberships: [...in_('esil', 'both'), ...in_('astana', 'organiser')] },
    /** In the three hostels; the first is sent there by the movement, for the whole city. */
    first: { ...trusted, name: 'Роза', language: 'ru', memberships: [...in_('astana', 'resident'), ...in_('saryarka', 'resident')] },
    other: { ...trusted, name: 'Қанат', language: 'kk', memberships: in_('esil', 'resident') },
    third: { ...texting, name: 'Людмила', language: 'ru', memberships: in_('baikonyr', 'resident') },
    /** Saw how they were taken, each to one station. */
    witness: { ...trusted, name: 'Сания', language: 'kk', memberships: in_('saryarka', 'both') },
    driver: { ...texting, name: 'Виктор', language: 'ru', memberships: in_('esil', 'both') },
    lawyer: { ...trusted, name: 'Ғалым', language: 'ru', memberships: in_('esil', 'both'), skills: ['lawyer'] },
    counsel: { ...trusted, name: 'Бақыт', language: 'kk', memberships: in_('baikonyr', 'both'), skills: ['lawyer'] },
    advocate: { ...texting, name: 'Снежана', language: 'ru', memberships: in_('saryarka', 'both'), skills: ['lawyer'] },
  },
} as const satisfies CastSpec;

export type Part = keyof typeof astanaCast.leads;
