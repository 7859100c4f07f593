import type { Content, IncidentView } from './content.ts';

/** What somebody who may not know the exact place is shown of an incident: `own` is a place that they reported themselves. */
export function hidePlaces(view: IncidentView, own = ''): IncidentView {
  return { ...view, place: own, morePlaces: [], houses: [] };
}

/**
 * The same message for one who may not know the exact place; undefined where nothing would be left of it. What organisers write in their
 * own words may name the place: it is only said that there is news.
 */
export function withoutPlace(content: Content): Content | undefined {
  if (content.key === 'place-added' || content.key === 'merged-places') return undefined;
  const hidden = content.key === 'house-moved' ? 'house-moved-hidden' : content.key === 'enough-elsewhere' ? 'enough-stay' : undefined;
  if (hidden) return { key: hidden, args: { neighbourhood: content.args?.neighbourhood ?? '' } };
  if (content.free) {
    const { neighbourhood } = content.args ?? {};
    return { key: 'news-hidden', args: { neighbourhood: neighbourhood ?? '' } };
  }
  return content.args && 'place' in content.args ? { ...content, args: { ...content.args, place: '' } } : content;
}
