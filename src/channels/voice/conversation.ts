import type { Hear } from '../../commands/heard.ts';
import type { Content, IncidentView } from '../../domain/content.ts';
import type { Language } from '../../domain/language.ts';
import type { Renderer } from '../../locales/render.ts';
import {
  alarmContents,
  decidedContents,
  endContents,
  homeContents,
  type Recorded,
  type Speech,
  speak,
  verdictContents,
} from '../../locales/voice.ts';
import type { Form, StatusReport } from '../twilio/form.ts';
import { type Line, readCallStatus, readKey, readLine, readMachine } from './inbound.ts';
import { ask, tell } from './twiml.ts';
import { voiceUrl } from './url.ts';

export interface ConversationOptions {
  readonly publicUrl: string;
  readonly renderer: Renderer;
  /** An incident as it stands now. */
  look(incident: string): Promise<IncidentView | undefined>;
  readonly hear: Hear;
  /** What a call about a neighbourhood is said in Kazakh with; undefined until all is recorded that it needs. */
  recorded(slug: string): Promise<Recorded | undefined>;
  note(report: StatusReport): Promise<void>;
}

/** What is said in a call, step by step. Each step is asked for by Twilio, and nothing is kept in between. */
export interface Conversation {
  /** Somebody, or something, took the call. Returns TwiML. */
  answered(query: URLSearchParams, form: Form): Promise<string>;
  /** A key was pressed. Returns TwiML. */
  pressed(query: URLSearchParams, form: Form): Promise<string>;
  /** The call ended. */
  ended(form: Form): Promise<void>;
}

export function createConversation(options: ConversationOptions): Conversation {
  const { publicUrl, renderer, look, hear, note } = options;
  const goodbye: readonly Content[] = [{ key: 'voice-goodbye' }];
  const seen = async ({ incident }: Line): Promise<IncidentView | undefined> => (incident === undefined ? undefined : await look(incident));
  const recordedFor = async (view: IncidentView | undefined, language: Language): Promise<Recorded | undefined> =>
    view && language === 'kk' ? await options.recorded(view.slug) : undefined;

  /** The alarm, as many times as it is still to be said; or that it is over. */
  async function alarm(line: Line, times: 1 | 2): Promise<string> {
    const { language, verdict = false, home = false, hidesPlace = false, skill } = line;
    const view = await seen(line);
    const recorded = await recordedFor(view, language);
    const say = (contents: readonly Content[]): readonly Speech[] => speak(contents, language, renderer, recorded);
    if (view && verdict && view.stage !== 'held') return tell(say(decidedContents(view)));
    if (!view || (!verdict && !home && view.stage !== 'open')) return tell(say(endContents(view)));
    const topic = { incident: view.id, language, verdict, home, hidesPlace, ...(skill ? { skill } : {}) };
    const last = voiceUrl(publicUrl, 'answer', topic, true);
    return ask({
      prompt: say(home ? homeContents(view) : verdict ? verdictContents(view) : alarmContents(view, hidesPlace, skill)),
      goodbye: say(goodbye),
      actions: times === 1 ? [last] : [voiceUrl(publicUrl, 'answer', topic), last],
    });
  }

  return {
    async answered(query, form) {
      const machine = readMachine(form);
      if (!machine) return await alarm(readLine(query), 2);
      await note(machine);
      return tell([]);
    },

    async pressed(query, form) {
      const line = readLine(query);
      const { language } = line;
      const heard = readKey(line, form);
      if (!heard && !line.again) return await alarm(line, 1);
      const said = heard ? await hear(heard) : [];
      const recorded = await recordedFor(await seen(line), language);
      return tell([...said.map((content) => [content]), goodbye].flatMap((contents) => speak(contents, language, renderer, recorded)));
    },

    async ended(form) {
      const report = readCallStatus(form);
      if (report) await note(report);
    },
  };
}
