import type { Language } from '../../domain/language.ts';
import type { Skill } from '../../domain/skill.ts';

/** What a call is about, and in whose language: it travels in the addresses that Twilio asks for what to say next. */
export interface Topic {
  readonly incident: string;
  readonly language: Language;
  /** An organiser is asked whether the report is true. */
  readonly verdict?: boolean;
  /** Somebody who was there is asked whether they are safe. */
  readonly home?: boolean;
  /** Somebody with a skill is asked for. */
  readonly skill?: Skill;
  /** Whoever is called may not know the exact place. */
  readonly hidesPlace?: boolean;
}

/** The public address of a step of a call. `again`: the person has heard it before. */
export function voiceUrl(publicUrl: string, step: 'call' | 'answer', topic: Topic, again = false): string {
  const { incident, language, verdict = false, hidesPlace = false, home = false, skill } = topic;
  const more = {
    ...(verdict ? { verdict: '1' } : {}),
    ...(home ? { home: '1' } : {}),
    ...(hidesPlace ? { bare: '1' } : {}),
    ...(again ? { again: '1' } : {}),
  };
  return `${publicUrl}/twilio/voice/${step}?${new URLSearchParams({ incident, language, ...(skill ? { skill } : {}), ...more })}`;
}
