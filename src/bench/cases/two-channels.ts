import type { Case } from '../bench.ts';
import { playCall } from '../call.ts';
import { measuresOf } from '../measure.ts';
import { atLeast, atMost, told } from '../result.ts';
import { startReady, withRig } from '../rig.ts';
import { counted, idealCurve } from './paced.ts';

const MESSAGES_PER_SECOND = 1_000;
const SEGMENTS_PER_SECOND = 100;
/** Of the people, by SMS. */
const SHARE = 0.1;

export const twoChannels: Case = {
  name: 'two-channels',
  title: 'Telegram at 1,000 a second beside SMS at 100 segments a second',
  async *run({ ground, sizes, signal }) {
    const people = sizes.middle;
    const sms = Math.round(people * SHARE);
    const audience = { organisers: 0, reporters: 1, telegram: people - sms, sms };
    const rates = { telegramRate: MESSAGES_PER_SECOND, smsRate: SEGMENTS_PER_SECOND };
    yield await withRig(ground, { audience, ...rates }, signal, async (rig) => {
      const call = await playCall(rig, await startReady(rig));
      const measures = measuresOf(call);
      const { postAt } = call.report;
      const { segments, refused429, overLimit, fullestSecond } = call.gauges.sms;
      const telegramIdealMs = (1_000 * audience.telegram) / MESSAGES_PER_SECOND;
      const smsIdealMs = (1_000 * segments) / SEGMENTS_PER_SECOND;
      const curve = async (book: 'calls' | 'sms') => await rig.provider('curve', { book, from: postAt, points: 200 });
      return {
        case: twoChannels.name,
        title: twoChannels.title,
        people,
        measures,
        figures: [
          atMost(
            'Telegram, report to last call, to its ideal',
            ((call.telegram.lastAt ?? Number.NaN) - postAt) / telegramIdealMs,
            1.03,
            '×',
          ),
          atMost('SMS, report to last call, to its ideal', ((call.sms.lastAt ?? Number.NaN) - postAt) / smsIdealMs, 1.03, '×'),
          atMost('refusals (429), both', measures.refused429, 0),
          atMost('arrivals over the limit of any second, Telegram', call.gauges.telegram.overLimit, 0),
          atMost('arrivals over the limit of any second, SMS', overLimit, 0),
          atLeast('people reached', measures.reached, people),
          told('refusals by Twilio', refused429),
          told('segments', segments),
          told('fullest second, messages', call.gauges.telegram.fullestSecond),
          told('fullest second, segments', fullestSecond),
        ],
        plot: {
          title: `${counted(audience.telegram)} people by Telegram, ${counted(sms)} by SMS`,
          curves: [
            idealCurve(audience.telegram, MESSAGES_PER_SECOND),
            { name: 'Telegram', points: await curve('calls') },
            idealCurve(sms, (SEGMENTS_PER_SECOND * sms) / segments),
            { name: 'SMS', points: await curve('sms') },
          ],
        },
      };
    });
  },
};
