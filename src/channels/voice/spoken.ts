import { type Form, text } from '../twilio/form.ts';
import { isSlug } from './question.ts';

/** A message that was spoken, and can be fetched. */
export interface Spoken {
  readonly sid: string;
  readonly slug: string;
}

/** The address that Twilio tells of it: it says for which neighbourhood it was. */
export function spokenUrl(publicUrl: string, slug: string): string {
  return `${publicUrl}/twilio/voice/recording?${new URLSearchParams({ slug })}`;
}

/** https://www.twilio.com/docs/voice/twiml/record#recordingstatuscallback. Undefined where there is nothing to fetch. */
export function readSpoken(query: URLSearchParams, form: Form): Spoken | undefined {
  const slug = query.get('slug') ?? '';
  const sid = text(form, 'RecordingSid');
  const recorded = text(form, 'RecordingStatus').toLowerCase() === 'completed';
  return recorded && /^RE[0-9a-fA-F]{32}$/.test(sid) && isSlug(slug) ? { sid, slug } : undefined;
}
