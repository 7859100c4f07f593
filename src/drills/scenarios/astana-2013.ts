import type { Scenario } from '../scenario.ts';
import { astanaCast, astanaPlaces, type Part } from './astana-2013-cast.ts';
import { allClear, onTrial, silence, verdicts, waves } from './astana-2013-day.ts';
import { type Astana, HOSTELS, lawyers, raids, taken } from './astana-2013-raids.ts';

/** The first call, which is measured, runs at the speed that was asked for; the rest of the day so much faster. */
const TEMPO = { call: 1, rest: 4 };

/** Astana, May 2013: before dawn police raid the hostels where housing campaigners stay. */
export const astana2013: Scenario<Part> = {
  name: 'astana-2013',
  title: 'Astana, May 2013',
  startsAt: Date.parse('2013-05-14T22:58:00Z'),
  neighbourhoods: astanaPlaces,
  cast: astanaCast,
  kind: 'raid',
  places: HOSTELS,
  async play(stage: Astana) {
    stage.tempo(TEMPO.call);
    await raids(stage);
    stage.tempo(TEMPO.rest);
    await lawyers(stage);
    const numbers = await taken(stage);
    await silence(stage);
    await onTrial(stage);
    await waves(stage, numbers);
    await verdicts(stage);
    await allClear(stage);
  },
};
