import type { Stage } from '../stage.ts';
import type { Part } from './bakai-2006-cast.ts';

export type Bakai = Stage<Part>;

export const FIRST = 'Жастар 14';
/** On the far side: where the siege is. */
export const SECOND = 'Жастар 22';
/** Where nothing was. */
export const RUMOUR = 'Момышұлы 5';

/** What the court executive has for that day, as somebody wrote it down. */
export const LISTED = [FIRST, SECOND, 'Абая 5', 'Абая 9', 'Сейфуллина 7', 'Сейфуллина 31', 'Жастар 30', 'Шаған 3'];
