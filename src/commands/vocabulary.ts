import type { Answer } from '../domain/headcount.ts';
import { createLexicon, phrases } from './lexicon.ts';

/**
 * Every word that is not about what is happening (those are in reportable.ts), for all channels. Case, accents,
 * Kazakh letters, apostrophes, y/i and q/k need no second spelling: fold() makes them equal.
 */

/** Whole message only. What a carrier handles by itself is answered by the carrier: a second answer would reach someone who opted out. */
export const stopWords = createLexicon<'carrier' | 'ours'>(
  phrases('carrier', { en: 'stopall, unsubscribe, cancel, end, quit, revoke, optout', shared: 'stop' }),
  phrases('ours', {
    kk: 'тоқтат, тоқтатыңыз, тоқтату, toqtat, toqtatu',
    ru: 'отписаться, отписка, отпишите, отпишите меня, otpisatsya, otpisatsja, otpiska',
    en: 'opt out',
    shared: 'стоп',
  }),
);

/** Whole message only. */
export const wholeMessages = createLexicon<'forget' | 'resume' | 'help'>(
  phrases('forget', {
    kk: 'мені ұмыт, мені ұмытыңыз, мені ұмытыңыздар, meni umyt, meni umytynyz',
    ru: 'забудь меня, забудьте меня, забудь обо мне, забудьте обо мне, zabud menya, zabudte menya, zabud menja, zabudte menja',
    en: 'forget me',
  }),
  phrases('resume', { kk: 'баста, bastau, бастау', ru: 'начать, возобновить', en: 'unstop', shared: 'start, старт' }),
  phrases('help', { kk: 'көмек, анықтама, komek', ru: 'помощь, справка, pomoshch, pomosh, spravka', shared: 'help, info, инфо' }),
);

/** First word, before or after the neighbourhood; "вступить в Бакай" has nothing unknown in it. */
export const joinWords = createLexicon<'join'>(
  phrases('join', {
    kk: 'қосылу, қосыламын, қосылам, қосылғым келеді, qosylu, qosylamyn, qosylam',
    ru: `вступить, вступить в, вступить на, вступаю, вступаю в, хочу вступить, хочу вступить в, присоединиться, присоединяюсь,
      vstupit, vstupit v, vstupayu, vstupayu v`,
    en: 'join, join in',
  }),
);

/** Before or after the neighbourhoods, and nothing else beside them. */
export const movedWords = createLexicon<'moved'>(
  phrases('moved', {
    kk: 'көштім, көштік, көшіп кеттім, көшіп кеттік, мен көштім, біз көштік, koshtim, koshtik, koship kettim',
    ru: `переехал, переехала, переехали, я переехал, я переехала, мы переехали, переезжаю, переезжаем,
      pereehal, pereehala, pereehali, pereekhal, pereekhala, pereekhali`,
    en: 'moved, i moved, we moved, i have moved, we have moved, ive moved',
  }),
);

/** Before a neighbourhood that somebody has moved to, or from; Kazakh says it with an ending, which a name on a button does not have. */
export const moveSides = createLexicon<'from' | 'to'>(
  phrases('from', { ru: 'из, с, со, iz', en: 'from' }),
  phrases('to', { ru: 'в, во, на, v, na', en: 'to, in, into' }),
);

/** First words, before a phone number or alone. */
export const numberWords = createLexicon<'number'>(
  phrases('number', {
    kk: 'нөмір, нөмірім, жаңа нөмір, жаңа нөмірім, нөмірім өзгерді, nomir, nomirim, jana nomir, zhana nomir',
    ru: `номер, мой номер, новый номер, мой новый номер, сменил номер, сменила номер, сменил номер на, сменила номер на,
      nomer, moi nomer, novyi nomer, novyj nomer`,
    en: 'number, my number, new number, my new number, changed number',
  }),
);

/** First word, before the code that a neighbour shows; by itself it asks for a code of one's own. "Кепіл" alone is a pledged home, too. */
export const vouchWords = createLexicon<'vouch'>(
  phrases('vouch', {
    kk: 'кепілмін, мен кепілмін, кепіл боламын, кепіл болам, kepilmin, kepil bolamyn',
    ru: 'ручаюсь, поручаюсь, я ручаюсь, ручаюсь за, ruchayus, ruchaus, poruchayus',
    en: 'vouch, i vouch, vouch for',
  }),
);

/** Whole message only, but for an incident's code. */
export const answerWords = createLexicon<Answer>(
  phrases('coming', {
    kk: `барамын, барам, келемін, келем, шықтым, мен барамын, мен келемін, келе жатырмын, бара жатырмын, қазір барамын, қазір келемін,
      baramyn, baram, kelemin, kelem, shyqtym, kele jatyrmyn, kele zhatyrmyn, bara jatyrmyn, bara zhatyrmyn`,
    ru: `иду, еду, бегу, приду, приеду, буду, я иду, я еду, я бегу, я приду, я приеду, я буду, уже иду, уже еду, мы идем, мы едем, идем, едем,
      выхожу, выезжаю, выехал, выехала, вышел, вышла, скоро буду, idu, edu, yedu, begu, pridu, priedu, budu, ya idu, ya edu, vyezzhayu`,
    en: 'coming, on my way, omw, i am coming, im coming, i will come, ill come, i am on my way, im on my way',
    shared: '1',
  }),
  phrases('cant', {
    kk: `жоқ, бара алмаймын, келе алмаймын, мен бара алмаймын, мен келе алмаймын, бармаймын, келмеймін,
      joq, zhoq, bara almaymyn, kele almaymyn`,
    ru: `нет, не могу, не смогу, не приду, не приеду, не буду, я не могу, я не смогу, я не приду, я не приеду, нет не могу, нет не смогу, к сожалению не могу,
      net, ne mogu, ne smogu, ne pridu, ne priedu, ya ne mogu`,
    en: 'cant, can not, cannot, no, i cant, i can not, i cannot, not coming, i am not coming, im not coming, no i cant, sorry i cant',
    shared: '2',
  }),
  phrases('there', {
    kk: 'осындамын, осы жерде, осы жердемін, мен осындамын, келдім, жеттім, осындамыз, osyndamyn, osy jerde, osy zherde, keldim, jettim, zhettim',
    ru: `на месте, тут, здесь, я тут, я здесь, я на месте, уже тут, уже здесь, уже на месте, мы тут, мы здесь, мы на месте, пришел, пришла, приехал, приехала,
      na meste, tut, zdes, ya tut, ya zdes, ya na meste`,
    en: 'here, there, i am here, im here, i am there, im there, already here, already there, arrived, i arrived, i have arrived',
    shared: '3',
  }),
  phrases('left', {
    kk: 'кеттім, мен кеттім, үйге кеттім, кетіп қалдым, мен кетіп қалдым, қайттым, үйге қайттым, kettim, men kettim, ketip qaldym',
    ru: `ушел, ушла, я ушел, я ушла, мы ушли, уехал, уехала, я уехал, я уехала, мы уехали, ухожу, я ухожу, уезжаю, я уезжаю,
      ushel, ushla, ya ushel, ya ushla, uehal, uehala`,
    en: 'left, i left, i have left, ive left, we left, leaving, i am leaving, im leaving',
    shared: '4',
  }),
);

/** First word, before or after an incident's code; what follows is the house, or houses line by line. */
export const houseWords = createLexicon<'house' | 'move' | 'split'>(
  phrases('house', { kk: 'үй, үйлер, uy, uiler, uyler', ru: 'дом, дома, dom, doma', en: 'house, houses' }),
  phrases('move', {
    kk: 'көшті, көшіп жатыр, келесі үй, басқа үй, koshti',
    ru: 'переход, переходят, перешли, идут к, ушли к, следующий дом, perehod, perekhod, pereshli',
    en: 'move, move to, moving to, moved to, next house',
  }),
  phrases('split', { kk: 'бөлу, бөліңіз, bolu', ru: 'разделить, раздели, razdelit', en: 'split' }),
);

/** First word, before the codes of two incidents. */
export const mergeWords = createLexicon<'merge'>(
  phrases('merge', { kk: 'біріктіру, біріктіріңіз, biriktiru', ru: 'объединить, объедини, obedinit, obyedinit', en: 'merge' }),
);

/** Only together with an incident's code: a bare yes or no is not about a report. */
export const verdictWords = createLexicon<boolean>(
  phrases(true, { kk: 'иә, ия, ia, iya, ija', ru: 'да, da', en: 'yes' }),
  phrases(false, { kk: 'жоқ, joq, zhoq', ru: 'нет, net', en: 'no' }),
);

/** Only together with an incident's code. */
export const standDownWords = createLexicon<'stand-down'>(
  phrases('stand-down', { kk: 'бітті, bitti', ru: 'отбой, otboy, otboj', en: 'clear, all clear' }),
);

/** Only together with an incident's code: "help" alone asks for help with the bot. */
export const aidWords = createLexicon<boolean>(
  phrases(true, { kk: 'көмек, көмектесеміз, komek', ru: 'помочь, поможем, помощь, pomoch, pomosh, pomozhem', en: 'aid, help' }),
  phrases(false, {
    kk: 'көмек жоқ, көмектесе алмаймыз, komek joq, komek zhoq',
    ru: 'не помочь, не поможем, нет помощи, ne pomoch, ne pomozhem',
    en: 'no aid, no help',
  }),
);

/** In a report: a second alert beside an open one. */
export const separateWords = createLexicon<'separate'>(
  phrases('separate', { kk: 'жаңа, jana, zhana', ru: 'новый, новая, новое, novyi, novyj, novy, novaya, novaja', en: 'new' }),
);

/** What the alarm button says after its 🚨. */
export const alarmLabels = createLexicon<'alarm'>(phrases('alarm', { kk: 'дабыл', ru: 'тревога', en: 'alarm' }));
