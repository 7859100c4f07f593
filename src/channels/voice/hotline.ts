import type { Hear } from '../../commands/heard.ts';
import type { Content, IncidentView } from '../../domain/content.ts';
import { choose, nameStep, type Question, type Step } from '../../domain/hotline.ts';
import type { Language } from '../../domain/language.ts';
import { renderQuestion, renderUnanswered } from '../../locales/hotline.ts';
import type { Renderer } from '../../locales/render.ts';
import { renderAloud, type Speech } from '../../locales/voice.ts';
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
  const aloud = (content: Content, language: Language): Speech => renderAloud(content, language, renderer);

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
  async function put(question: Question, said: readonly Speech[], language: Language, times: 1 | 2): Promise<string> {
    const views = question.kind === 'which' ? await Promise.all(question.incidents.map(look)) : [];
    const last = questionUrl(publicUrl, question, language, true);
    const prompt = renderQuestion(question, views, language, renderer);
    const goodbye = renderUnanswered(question, language, renderer);
    if (question.kind === 'speak') {
      return record({ prompt: [...said, ...prompt], goodbye, action: last, callback: spokenUrl(publicUrl, question.slug) });
    }
    return ask({
      said,
      prompt,
      goodbye,
      actions: times === 1 ? [last] : [questionUrl(publicUrl, question, language, false), last],
    });
  }

  /** What was decided, aloud: with a question at its end, or goodbye. */
  async function answer(contents: readonly Content[], reader: Language): Promise<string> {
    const said = contents.filter(({ question }) => !question).map((content) => aloud(content, reader));
    const asking = contents.find(({ question }) => question);
    const language = asking?.language ?? reader;
    return asking?.question ? await put(asking.question, said, language, 2) : tell([...said, aloud({ key: 'voice-goodbye' }, reader)]);
  }

  /** Nobody knows yet which language they speak. */
  const hidden = (): string => tell((['ru', 'en'] as const).map((language) => aloud({ key: 'hotline-hidden' }, language)));

  return {
    async called(form) {
      const caller = readCaller(form);
      return caller ? await answer(await take(caller, { kind: 'arrived' }), 'kk') : hidden();
    },

    async pressed(query, form) {
      const caller = readCaller(form);
      if (!caller) return hidden();
      const { question, language, again } = readAsked(query);
      // What they said is on its way by itself.
      if (question?.kind === 'speak') return tell(['hotline-spoken', 'voice-goodbye'].map((key) => aloud({ key }, language)));
      const choice = question && choose(question, text(form, 'Digits'));
      const contents = await take(caller, choice ?? { kind: 'stray' }, language);
      if (choice) return await answer(contents, language);
      return question && !again ? await put(question, [], language, 1) : tell(renderUnanswered(question, language, renderer));
    },

    async ended(form) {
      const caller = readCaller(form);
      if (caller && hasEnded(form)) await take(caller, { kind: 'ended' });
    },
  };
}
