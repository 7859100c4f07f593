import type { Scenario } from '../scenario.ts';
import { bakaiCast, type Part } from './bakai-2006-cast.ts';
import { assembly, closing, goneHome, releases, siegeEnds } from './bakai-2006-evening.ts';
import { type Bakai, FIRST, RUMOUR, SECOND } from './bakai-2006-houses.ts';
import { firstHouse, joining, postponed, rumour, somebodyIsIll } from './bakai-2006-morning.ts';
import { machines, moving, roles, secondCharge, storm } from './bakai-2006-siege.ts';

/** The first call, which is measured, runs at the speed that was asked for; the rest of the day so much faster. */
const TEMPO = { call: 1, rest: 4 };

/** Bakai, Almaty, 12 May 2006: homes are to be demolished, and the neighbours come. */
export const bakai2006: Scenario<Part> = {
  name: 'bakai-2006',
  title: 'Bakai, Almaty, 12 May 2006',
  startsAt: Date.parse('2006-05-12T05:00:00Z'),
  cast: bakaiCast,
  kind: 'demolition',
  places: [FIRST, SECOND, RUMOUR],
  async play(stage: Bakai) {
    stage.tempo(TEMPO.rest);
    await joining(stage);
    stage.tempo(TEMPO.call);
    await firstHouse(stage);
    stage.tempo(TEMPO.rest);
    for (const act of [rumour, somebodyIsIll, postponed, moving, machines, roles, storm, secondCharge]) await act(stage);
    for (const act of [siegeEnds, assembly, goneHome, releases, closing]) await act(stage);
  },
};
