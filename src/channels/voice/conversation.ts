import type { Hear } from '../../commands/heard.ts';
import type { IncidentView } from '../../domain/content.ts';
import type { Renderer } from '../../locales/render.ts';
import { renderAlarm, renderAloud, renderDecided, renderEnd, renderVerdictQuestion } from '../../locales/voice.ts';
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

  /** The alarm, as many times as it is still to be said; or that it is over. */
  async function alarm(line: Line, times: 1 | 2): Promise<string> {
    const { incident, language, verdict = false, hidesPlace = false } = line;
    const view = incident === undefined ? undefined : await look(incident);
    if (view && verdict && view.stage !== 'held') return tell([renderDecided(view, language, renderer)]);
    if (!view || (!verdict && view.stage !== 'open')) return tell([renderEnd(view, language, renderer)]);
    const topic = { incident: view.id, language, verdict, hidesPlace };
    const last = voiceUrl(publicUrl, 'answer', topic, true);
    return ask({
      prompt: [verdict ? renderVerdictQuestion(view, language, renderer) : renderAlarm(view, language, renderer, hidesPlace)],
      goodbye: [renderAloud({ key: 'voice-goodbye' }, language, renderer)],
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
      const goodbye = renderAloud({ key: 'voice-goodbye' }, line.language, renderer);
      const heard = readKey(line, form);
      if (!heard) return line.again ? tell([goodbye]) : await alarm(line, 1);
      const said = await hear(heard);
      return tell([...said.map((content) => renderAloud(content, line.language, renderer)), goodbye]);
    },

    async ended(form) {
      const report = readCallStatus(form);
      if (report) await note(report);
    },
  };
}
