import type { Hear } from '../../commands/heard.ts';
import type { Content, IncidentView } from '../../domain/content.ts';
import { choose, nameStep, type Question, type Step } from '../../domain/hotline.ts';
import type { Language } from '../../domain/language.ts';
import { renderQuestion, renderUnanswered } from '../../locales/hotline.ts';
import type { Renderer } from '../../locales/render.ts';
import { type Recorded, type Speech, speak } from '../../locales/voice.ts';
import { type Form, text } from '../twilio/form.ts';
import { type Caller, hasEnded, readCaller } from './caller.ts';
import { questionUrl, readAsked } from './question.ts';
import { spokenUrl } from './spoken.ts';
import { ask, record, tell } from './twiml.ts';

export interface HotlineOptions {
  readonly publicUrl: string;
  readonly renderer: Renderer;
  /** An incident as it stands now. */
  look(incident: string): Promise<IncidentView | undefined>;
  readonly hear: Hear;
  /** All that is recorded in Kazakh. */
  recorded(): Promise<Recorded>;
}

/** How the line is spoken on. */
interface Tongue {
  readonly language: Language;
  readonly recorded: Recorded | undefined;
}

/** Calls to us: a question, a digit, the next question. Twilio asks at each step, and nothing is kept in between. */
export interface Hotline {
  /** Somebody calls. Returns TwiML. */
  called(form: Form): Promise<string>;
  /** A key was pressed. Returns TwiML. */
  pressed(query: URLSearchParams, form: Form): Promise<string>;
  /** The call ended. */
  ended(form: Form): Promise<void>;
}

export function createHotline(options: HotlineOptions): Hotline {
  const { publicUrl, renderer, look, hear } = options;
  const aloud = (contents: readonly Content[], { language, recorded }: Tongue): readonly Speech[] =>
    contents.flatMap((content) => speak([content], language, renderer, recorded));
  const tongueOf = async (language: Language, kazakh: boolean): Promise<Tongue> => ({
    language,
    recorded: kazakh ? await options.recorded() : undefined,
  });

  const take = (caller: Caller, step: Step, language?: Language): Promise<readonly Content[]> =>
    hear({
      // Twilio may ask twice.
      key: `hotline:${caller.call}:${nameStep(step)}`,
      channel: 'phone',
      address: caller.number,
      name: undefined,
      language,
      signal: { kind: 'hotline', call: caller.call, step },
    });

  /** Says something, and asks as many times as are left. */
  async function put(question: Question, said: readonly Speech[], tongue: Tongue, times: 1 | 2): Promise<string> {
    const { language, recorded } = tongue;
    const views = question.kind === 'which' ? await Promise.all(question.incidents.map(look)) : [];
    const url = (again: boolean): string => questionUrl(publicUrl, { question, language, again, recorded: recorded !== undefined });
    const prompt = renderQuestion(question, views, language, renderer, recorded);
    const goodbye = renderUnanswered(question, language, renderer, recorded);
    if (question.kind === 'speak') {
      return record({ prompt: [...said, ...prompt], goodbye, action: url(true), callback: spokenUrl(publicUrl, question.slug) });
    }
    return ask({ said, prompt, goodbye, actions: times === 1 ? [url(true)] : [url(false), url(true)] });
  }

  /** What was decided, aloud: with a question at its end, or goodbye. */
  async function answer(contents: readonly Content[], reader: Language): Promise<string> {
    const asking = contents.find(({ question }) => question);
    const tongue = await tongueOf(
      asking?.language ?? reader,
      contents.some(({ recorded }) => recorded),
    );
    const said = aloud(
      contents.filter(({ question }) => !question),
      tongue,
    );
    return asking?.question ? await put(asking.question, said, tongue, 2) : tell([...said, ...aloud([{ key: 'voice-goodbye' }], tongue)]);
  }

  /** Nobody knows yet which language they speak. */
  const hidden = (): string =>
    tell((['ru', 'en'] as const).flatMap((language) => aloud([{ key: 'hotline-hidden' }], { language, recorded: undefined })));

  return {
    async called(form) {
      const caller = readCaller(form);
      return caller ? await answer(await take(caller, { kind: 'arrived' }), 'kk') : hidden();
    },

    async pressed(query, form) {
      const caller = readCaller(form);
      if (!caller) return hidden();
      const { question, language, again, recorded } = readAsked(query);
      const tongue = await tongueOf(language, recorded);
      // What they said is on its way by itself.
      if (question?.kind === 'speak') return tell(aloud([{ key: 'hotline-spoken' }, { key: 'voice-goodbye' }], tongue));
      const choice = question && choose(question, text(form, 'Digits'));
      const contents = await take(caller, choice ?? { kind: 'stray' }, language);
      if (choice) return await answer(contents, language);
      return question && !again
        ? await put(question, [], tongue, 1)
        : tell(renderUnanswered(question, language, renderer, tongue.recorded));
    },

    async ended(form) {
      const caller = readCaller(form);
      if (caller && hasEnded(form)) await take(caller, { kind: 'ended' });
    },
  };
}
