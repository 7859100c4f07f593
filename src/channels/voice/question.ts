import { type Matter, matters, type Question } from '../../domain/hotline.ts';
import { isId } from '../../domain/id.ts';
import { isLanguage, type Language } from '../../domain/language.ts';

/** A question as it was asked in a call. */
export interface Asked {
  /** Undefined where the address names none of ours. */
  readonly question: Question | undefined;
  readonly language: Language;
  /** Whether it was the second time. */
  readonly again: boolean;
  /** Whether the call is held in Kazakh, by recordings. */
  readonly recorded: boolean;
}

/** The public address that the answer to a question is posted to. */
export function questionUrl(publicUrl: string, { question, language, again, recorded }: Asked & { readonly question: Question }): string {
  const query = new URLSearchParams({ ask: question.kind, language });
  if (question.kind === 'where') {
    query.set('matter', question.matter);
    query.set('slugs', question.slugs.join('.'));
    if (question.more !== null) query.set('more', String(question.more));
  }
  if (question.kind === 'speak') query.set('slug', question.slug);
  if (question.kind === 'which') query.set('incidents', question.incidents.join('.'));
  if (recorded) query.set('recorded', '1');
  if (question.kind === 'which' && question.hidesPlace) query.set('bare', '1');
  if (again) query.set('again', '1');
  return `${publicUrl}/twilio/voice/hotline?${query}`;
}

export function readAsked(query: URLSearchParams): Asked {
  const language = query.get('language') ?? '';
  return {
    question: readQuestion(query),
    language: isLanguage(language) ? language : 'kk',
    again: query.has('again'),
    recorded: query.has('recorded'),
  };
}

function readQuestion(query: URLSearchParams): Question | undefined {
  const kind = query.get('ask');
  switch (kind) {
    case 'language':
    case 'menu':
      return { kind };
    case 'where': {
      const matter = query.get('matter') ?? '';
      const more = query.get('more') ?? '';
      const slugs = listOf(query.get('slugs'), isSlug);
      return isMatter(matter) ? { kind, matter, slugs, more: /^\d{1,4}$/.test(more) ? Number(more) : null } : undefined;
    }
    case 'speak': {
      const slug = query.get('slug') ?? '';
      return isSlug(slug) ? { kind, slug } : undefined;
    }
    case 'which':
      return { kind, incidents: listOf(query.get('incidents'), isId), ...(query.has('bare') ? { hidesPlace: true } : {}) };
    default:
      return undefined;
  }
}

function listOf(text: string | null, isOne: (entry: string) => boolean): readonly string[] {
  return (text ?? '').split('.').filter(isOne);
}

export function isSlug(text: string): boolean {
  return /^[a-z0-9-]{1,40}$/.test(text);
}

function isMatter(text: string): text is Matter {
  return (matters as readonly string[]).includes(text);
}
