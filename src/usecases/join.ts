import type { Button } from '../domain/content.ts';
import { DRAFT_LIFE_MS, type Draft } from '../domain/draft.ts';
import { type Language, languages } from '../domain/language.ts';
import type { Atlas, Neighbourhood, Point } from '../domain/neighbourhood.ts';
import { encodePress, type JoinRole } from '../domain/press.ts';
import { enter, mayEnter, settleIn } from './door.ts';
import { offerSkills } from './skills.ts';
import { acknowledge, exampleTerm, neighbourhoodsTerm, neighbourhoodTerm, note, record, say, type Turn } from './turn.ts';
import { typeVouch, VOUCH_PREFIX } from './vouch.ts';

export type JoinDraft = Extract<Draft, { kind: 'join' }>;

/** Deep links of invitations: `/start i_<token>`. */
export const INVITE_PREFIX = 'i_';
/** Buttons on one page of neighbourhoods. */
export const PAGE = 12;

const languageNames: Readonly<Record<Language, string>> = { kk: 'language-kk', ru: 'language-ru', en: 'language-en' };

/** `/start`, with or without an invitation. */
export async function start(turn: Turn, payload: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const invite = payload.startsWith(INVITE_PREFIX) ? payload.slice(INVITE_PREFIX.length) : undefined;
  const invited = invite === undefined ? undefined : await store.invites.peek(tx, invite, now);
  if (invite && !invited) return await say(turn, { key: 'invite-used' });
  if (contact.member && invite) return await becomeOrganiser(turn, contact.member.id, invite);
  if (payload.startsWith(VOUCH_PREFIX)) return await typeVouch(turn, payload.slice(VOUCH_PREFIX.length));
  // Somebody who belongs nowhere any more begins anew.
  if (contact.member && (contact.member.keeper || contact.member.memberships.length > 0)) return await welcomeBack(turn);
  const draft: JoinDraft = {
    kind: 'join',
    language: turn.language,
    ...(invite && invited ? { invite, ...(invited.slug === null ? {} : { slug: invited.slug }) } : {}),
  };
  await store.drafts.put(tx, contact.id, draft, now);
  await say(turn, { key: 'choose-language', buttons: [languageButtons()] });
}

function languageButtons(): Button[] {
  return languages.map((language) => ({ label: { key: languageNames[language] }, press: encodePress({ kind: 'language', language }) }));
}

/** Says where the person is registered; also the answer to START after STOP. */
export async function welcomeBack(turn: Turn): Promise<void> {
  const { member } = turn.contact;
  const slugs = member?.memberships.map((m) => m.slug) ?? [];
  // A keeper may live nowhere here; somebody who was one is asked where they do.
  if (slugs.length === 0 && member?.keeper) return await say(turn, { key: 'joined-keeper', keyboard: true });
  if (slugs.length === 0 && turn.contact.channel === 'phone')
    return await say(turn, { key: 'join-which', args: { neighbourhoods: neighbourhoodsTerm(turn) } });
  if (slugs.length === 0) return await askNeighbourhood(turn, 0, turn.atlas.leaves, 'choose-neighbourhood');
  const add = { label: { key: 'button-add-neighbourhood' }, press: encodePress({ kind: 'join-page', page: 0 }) };
  await say(turn, {
    key: 'welcome-back',
    args: { neighbourhoods: neighbourhoodsTerm(turn, slugs), example: exampleTerm(turn) },
    buttons: [[add], languageButtons()],
  });
}

/** A language was chosen: by somebody who joins, or by a member who wants another one. */
export async function chooseLanguage(turn: Turn, language: Language): Promise<void> {
  const { tx, store, contact, now } = turn;
  await store.contacts.setLanguage(tx, contact.id, language);
  const told = { ...turn, language };
  await acknowledge(told);
  if (contact.member) {
    await store.people.setLanguage(tx, contact.member.id, language);
    if (contact.member.keeper || contact.member.memberships.length > 0) {
      return await say(told, { key: 'language-changed', keyboard: true });
    }
  }
  const draft = await joinDraft(turn);
  await store.drafts.put(tx, contact.id, { ...draft, language }, now);
  if (draft.invite) return await (draft.slug ? askConsent(told, draft.slug, true) : askKeeper(told));
  await askNeighbourhood(told, 0, turn.atlas.leaves, 'choose-neighbourhood');
}

export async function turnPage(turn: Turn, page: number): Promise<void> {
  await acknowledge(turn);
  await askNeighbourhood(turn, page, turn.atlas.leaves, 'choose-neighbourhood');
}

/** A location sent while joining: the nearest neighbourhoods first. */
export async function offerNearest(turn: Turn, point: Point): Promise<void> {
  await askNeighbourhood(turn, 0, turn.atlas.nearest(point), 'choose-nearest');
}

async function askNeighbourhood(turn: Turn, page: number, all: readonly Neighbourhood[], key: string): Promise<void> {
  const buttons = all.slice(page * PAGE, (page + 1) * PAGE).map(neighbourhoodButton);
  if (all.length > (page + 1) * PAGE) {
    buttons.push([{ label: { key: 'button-more' }, press: encodePress({ kind: 'join-page', page: page + 1 }) }]);
  }
  await say(turn, { key, buttons });
}

/** A row of its own: names are long. */
export function neighbourhoodButton({ slug }: Neighbourhood): Button[] {
  const label = { key: 'button-neighbourhood', args: { neighbourhood: neighbourhoodTerm(slug) } };
  return [{ label, press: encodePress({ kind: 'join-neighbourhood', slug }) }];
}

/** Somebody of "Shanyrak" lives in one of its parts, and is called for that one. */
export function partsOf(atlas: Atlas, slug: string): readonly Neighbourhood[] {
  return atlas.leaves.filter((n) => n.slug !== slug && atlas.within(slug).includes(n.slug));
}

export async function chooseNeighbourhood(turn: Turn, slug: string): Promise<void> {
  const { tx, store, atlas, contact, now } = turn;
  if (!atlas.get(slug)) return await note(turn, { key: 'incident-gone' });
  if (turn.heard.signal.kind === 'press') await acknowledge(turn);
  // Whoever begins anew with another neighbourhood chooses the role for that one.
  const { role: _, ...draft } = await joinDraft(turn);
  const below = partsOf(atlas, slug);
  if (below.length > 0) return await askNeighbourhood(turn, 0, below, 'choose-neighbourhood');
  await store.drafts.put(tx, contact.id, { ...draft, slug }, now);
  if (!(await mayEnter(turn, slug, draft.key))) return await askKey(turn, slug);
  const roles: readonly JoinRole[] = ['resident', 'defender', 'both'];
  const buttons = roles.map((role) => [{ label: { key: `button-${role}` }, press: encodePress({ kind: 'join-role', role }) }]);
  await say(turn, { key: 'choose-role', args: { neighbourhood: neighbourhoodTerm(slug) }, buttons });
}

/** Whoever has no key may report all the same: nobody's danger waits for an invitation. */
export async function askKey(turn: Turn, slug: string): Promise<void> {
  await say(turn, { key: 'key-needed', args: { neighbourhood: neighbourhoodTerm(slug) } });
}

export async function chooseRole(turn: Turn, role: JoinRole): Promise<void> {
  const { tx, store, contact, now } = turn;
  const draft = await joinDraft(turn);
  if (!draft.slug) return await note(turn, { key: 'join-again' });
  await acknowledge(turn);
  await store.drafts.put(tx, contact.id, { ...draft, role }, now);
  await askConsent(turn, draft.slug, false);
}

async function askConsent(turn: Turn, slug: string, organiser: boolean): Promise<void> {
  await say(turn, {
    key: organiser ? 'consent-organiser' : 'consent',
    args: { neighbourhood: neighbourhoodTerm(slug) },
    buttons: [[agreeButton]],
  });
}

async function askKeeper(turn: Turn): Promise<void> {
  await say(turn, { key: 'consent-keeper', buttons: [[agreeButton]] });
}

const agreeButton = { label: { key: 'button-agree' }, press: encodePress({ kind: 'join-agree' }) };

/** The last tap of joining. */
export async function agree(turn: Turn): Promise<void> {
  const { tx, store, contact, heard, now } = turn;
  const draft = await joinDraft(turn);
  const chosen = draft.slug && draft.role ? { slug: draft.slug, role: draft.role } : undefined;
  if (!draft.invite && !chosen) return await note(turn, { key: 'join-again' });
  await acknowledge(turn);
  await store.drafts.drop(tx, contact.id);
  const entered = chosen && !draft.invite ? await enter(turn, chosen.slug, draft.key) : undefined;
  if (chosen && !draft.invite && !entered)
    return await say(turn, { key: 'key-wrong', args: { neighbourhood: neighbourhoodTerm(chosen.slug) } });
  const person = { contactId: contact.id, name: heard.name, language: draft.language, trust: 'new' } as const;
  const id = contact.member?.id ?? (await store.people.create(tx, person, now));
  if (draft.invite) return await becomeOrganiser(turn, id, draft.invite);
  if (!chosen) return;
  await settleIn(turn, id, chosen.slug, chosen.role, entered?.giver ?? null);
  if (!contact.member) await offerSkills(turn);
}

async function becomeOrganiser(turn: Turn, personId: bigint, invite: string): Promise<void> {
  const { tx, store, now } = turn;
  const invited = await store.invites.use(tx, invite, now);
  if (!invited) return await say(turn, { key: 'invite-used' });
  const { slug } = invited;
  record(turn, 'appoint', `person:${personId}`, personId);
  if (slug === null) {
    await store.organisers.makeKeeper(tx, personId);
    return await say(turn, { key: 'joined-keeper', keyboard: true });
  }
  await store.people.appoint(tx, personId, slug);
  await say(turn, { key: 'joined-organiser', args: { neighbourhood: neighbourhoodTerm(slug) }, keyboard: true });
  if (!turn.contact.member) await offerSkills(turn);
}

/** What is known so far of how somebody joins. */
export async function joinDraft(turn: Turn): Promise<JoinDraft> {
  const found = await turn.store.drafts.get(turn.tx, turn.contact.id, DRAFT_LIFE_MS, turn.now);
  return found?.draft.kind === 'join' ? found.draft : { kind: 'join', language: turn.language };
}
