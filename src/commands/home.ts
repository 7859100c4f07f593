import { createLexicon, phrases } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** Whole message only, from somebody who was asked whether they are safe. 5 answers no call; 4 does, and is told apart in usecases/home.ts. */
const homeWords = createLexicon<boolean>(
  phrases(true, {
    kk: `үйдемін, мен үйдемін, үйдеміз, аманмын, мен аманмын, аманмыз, аман есенмін, үйге жеттім, үйге келдім, аман жеттім, бәрі жақсы,
      uidemin, uydemin, amanmyn, uige jettim`,
    ru: `дома, я дома, уже дома, мы дома, все дома, дошел домой, дошла домой, в безопасности, я в безопасности, мы в безопасности, в порядке,
      я в порядке, все в порядке, все хорошо, у меня все хорошо, doma, ya doma, vse horosho`,
    en: 'home, safe, at home, i am home, im home, home safe, i am safe, im safe, we are safe, we are home, all good, i am ok, im ok, i am fine, im fine',
  }),
  phrases(false, {
    kk: 'көмек керек, маған көмек керек, бізге көмек керек, көмектесіңіз, көмектесіңіздер, komek kerek, komektesiniz',
    ru: 'нужна помощь, мне нужна помощь, нам нужна помощь, помогите, помогите мне, не в порядке, nuzhna pomoshch, nujna pomosh, pomogite',
    en: 'need help, i need help, we need help, help me, please help, not safe, i am not safe, im not safe',
    shared: '5',
  }),
);

/** Whether somebody says that they are safe, or need help, and nothing else; undefined where they say neither. */
export function readSafe(tokens: readonly Token[]): boolean | undefined {
  return homeWords.whole(tokens)?.meaning;
}
