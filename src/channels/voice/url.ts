import type { Language } from '../../domain/language.ts';
import type { Skill } from '../../domain/skill.ts';

/** What a call is about, and in whose language: it travels in the addresses that Twilio asks for what to say next. */
export interface Topic {
  readonly incident: string;
  readonly language: Language;
  /** An organiser is asked whether the report is true. */
  readonly verdict?: boolean;
  /** Somebody with a skill is asked for. */
  readonly skill?: Skill;
}

/** The public address of a step of a call. `again`: the person has heard it before. */
export function voiceUrl(publicUrl: string, step: 'call' | 'answer', topic: Topic, again = false): string {
  const { incident, language, verdict = false, skill } = topic;
  const about = { incident, language, ...(verdict ? { verdict: '1' } : {}), ...(skill ? { skill } : {}), ...(again ? { again: '1' } : {}) };
  return `${publicUrl}/twilio/voice/${step}?${new URLSearchParams(about)}`;
}
