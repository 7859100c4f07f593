import type { CastSpec, Lead } from '../cast.ts';

const in_ = (slug: string, role: Lead['memberships'][number]['role']) => [{ slug, role }] as const;
const trusted = { trust: 'trusted', on: 'telegram' } as const;
const texting = { trust: 'trusted', on: 'sms' } as const;

/** The 600: bakai and the two Shanyraks beside it, and those of them who have a part. */
export const bakaiCast = {
  seed: 12_052_006,
  places: { bakai: 300, 'shanyrak-1': 150, 'shanyrak-2': 150 },
  leads: {
    reporter: { ...trusted, name: 'Сауле', language: 'kk', memberships: in_('bakai', 'resident') },
    newcomer: { name: 'Айгерім', language: 'kk', trust: 'new', on: 'telegram', memberships: in_('bakai', 'both'), joinsLive: true },
    organiser: { ...trusted, name: 'Болат', language: 'ru', memberships: in_('bakai', 'organiser') },
    second: { ...trusted, name: 'Гүлнар', language: 'kk', memberships: in_('bakai', 'organiser') },
    texting: { ...texting, name: 'Олег', language: 'ru', memberships: in_('bakai', 'organiser') },
    city: { ...trusted, name: 'Әсел', language: 'ru', memberships: [...in_('bakai', 'both'), ...in_('almaty', 'organiser')] },
    /** At the houses with a plain phone, and with one that takes pictures. */
    neighbour: { ...texting, name: 'Ерлан', language: 'ru', memberships: in_('bakai', 'resident') },
    camera: { ...trusted, name: 'Дина', language: 'ru', memberships: in_('bakai', 'both') },
    negotiator: { ...trusted, name: 'Рысбек', language: 'ru', memberships: in_('shanyrak-1', 'both'), skills: ['negotiator'] },
    medic: { ...trusted, name: 'Гүлжан', language: 'kk', memberships: in_('shanyrak-1', 'both'), skills: ['medic'] },
    observer: { ...trusted, name: 'Вадим', language: 'ru', memberships: in_('shanyrak-2', 'both'), skills: ['observer'] },
    watcher: { ...texting, name: 'Жанна', language: 'ru', memberships: in_('shanyrak-2', 'both'), skills: ['observer'] },
    lawyer: { ...trusted, name: 'Тимур', language: 'ru', memberships: in_('shanyrak-2', 'both'), skills: ['lawyer'] },
    first: { ...trusted, name: 'Нұрлан', language: 'kk', memberships: in_('shanyrak-1', 'organiser') },
    other: { ...trusted, name: 'Вера', language: 'ru', memberships: in_('shanyrak-2', 'organiser') },
  },
} as const satisfies CastSpec;

export type Part = keyof typeof bakaiCast.leads;
