import type { CastSpec, Lead } from '../cast.ts';

const in_ = (slug: string, role: Lead['memberships'][number]['role']) => [{ slug, role }] as const;

/** The 600: bakai and the two Shanyraks beside it, and those of them who have a part. */
export const bakaiCast = {
  seed: 12_052_006,
  places: { bakai: 300, 'shanyrak-1': 150, 'shanyrak-2': 150 },
  leads: {
    reporter: { name: 'Сауле', language: 'kk', trust: 'trusted', on: 'telegram', memberships: in_('bakai', 'resident') },
    newcomer: { name: 'Айгерім', language: 'kk', trust: 'new', on: 'telegram', memberships: in_('bakai', 'both'), joinsLive: true },
    organiser: { name: 'Болат', language: 'ru', trust: 'trusted', on: 'telegram', memberships: in_('bakai', 'organiser') },
    second: { name: 'Гүлнар', language: 'kk', trust: 'trusted', on: 'telegram', memberships: in_('bakai', 'organiser') },
    texting: { name: 'Олег', language: 'ru', trust: 'trusted', on: 'sms', memberships: in_('bakai', 'organiser') },
    city: {
      ...{ name: 'Әсел', language: 'ru', trust: 'trusted', on: 'telegram' },
      memberships: [...in_('bakai', 'both'), ...in_('almaty', 'organiser')],
    },
    first: { name: 'Нұрлан', language: 'kk', trust: 'trusted', on: 'telegram', memberships: in_('shanyrak-1', 'organiser') },
    other: { name: 'Вера', language: 'ru', trust: 'trusted', on: 'telegram', memberships: in_('shanyrak-2', 'organiser') },
  },
} as const satisfies CastSpec;

export type Part = keyof typeof bakaiCast.leads;
