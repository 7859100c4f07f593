import { type Atlas, createAtlas } from '../../src/domain/neighbourhood.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

/** The part of the city that the tests speak of. */
export const atlas: Atlas = createAtlas([
  neighbourhood('almaty', null, 'Алматы', 'Алматы', 'Almaty'),
  neighbourhood('bakai', 'almaty', 'Бақай', 'Бакай', 'Bakai'),
  neighbourhood('shanyrak', 'almaty', 'Шаңырақ', 'Шанырак', 'Shanyrak'),
  neighbourhood('shanyrak-1', 'shanyrak', 'Шаңырақ-1', 'Шанырак-1', 'Shanyrak-1'),
  neighbourhood('shanyrak-2', 'shanyrak', 'Шаңырақ-2', 'Шанырак-2', 'Shanyrak-2'),
]);
