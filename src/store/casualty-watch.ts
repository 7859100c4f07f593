import { SILENT_MS } from '../domain/casualty/casualty.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Skill } from '../domain/skill.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';

/** People taken at an incident of whom nobody has heard for too long: their numbers in its list. */
export interface Overdue {
  readonly incidentId: bigint;
  readonly people: readonly { readonly id: bigint; readonly number: number }[];
}

/** Whoever is due so soon after somebody else of the same incident is asked about together with them: a whole bus is one message. */
const TOGETHER_MS = 10 * 60_000;

/** Those who are to be asked about now; they count as asked about. */
export async function takeOverdue(tx: Tx, now: number): Promise<readonly Overdue[]> {
  const at = new Date(now);
  const rows = await tx.$queryRaw<{ id: bigint; incidentId: bigint; number: number }[]>`
    UPDATE casualty SET told_at = ${at}, due_at = ${new Date(now + SILENT_MS)} WHERE due_at <= ${new Date(now + TOGETHER_MS)}
      AND incident_id IN (SELECT incident_id FROM casualty WHERE due_at <= ${at})
    RETURNING id, incident_id AS "incidentId", number`;
  const byIncident = Map.groupBy(rows, ({ incidentId }) => incidentId);
  return [...byIncident].map(([incidentId, people]) => ({ incidentId, people: people.toSorted((a, b) => a.number - b.number) }));
}

/** How long a message shows names: whoever takes the phone later does not read them. */
export const SHOWN_MS = 30 * 60_000;

/** Messages that have shown names for long enough; they count as hidden. `message`: the provider's id; null where it never got there. */
export async function takeShown(
  tx: Tx,
  now: number,
): Promise<readonly { readonly contactId: bigint | null; readonly message: string | null }[]> {
  return await tx.$queryRaw<{ contactId: bigint | null; message: string | null }[]>`
    WITH old AS (DELETE FROM casualty_shown WHERE at <= ${new Date(now - SHOWN_MS)} RETURNING delivery_id)
    UPDATE delivery SET content_sealed = NULL WHERE id IN (SELECT delivery_id FROM old)
    RETURNING contact_id AS "contactId", provider_id AS message`;
}

/** Where to reach those with one of the skills who are coming to an incident, or there; Telegram before SMS. */
export async function tenders(
  tx: Tx,
  incidentId: bigint,
  skills: readonly Skill[],
  channels: readonly string[],
): Promise<readonly Addressee[]> {
  return await tx.$queryRaw<Addressee[]>`
    SELECT DISTINCT ON (n.person_id) c.id AS "contactId", n.person_id AS "personId", c.channel, c.lane
    FROM answer n JOIN person p ON p.id = n.person_id AND p.frozen_at IS NULL
      JOIN contact c ON c.person_id = n.person_id AND c.state = 'open' AND c.channel = ANY(${[...channels]}::text[])
    WHERE n.incident_id = ${incidentId} AND n.answer IN ('coming', 'there')
      AND EXISTS (SELECT 1 FROM person_skill s WHERE s.person_id = n.person_id AND s.skill = ANY(${[...skills]}::text[]))
    ORDER BY n.person_id, c.channel = 'telegram' DESC, c.id`;
}

/** What somebody has to do with an incident, as far as `maySeeCasualty` asks. */
export async function readerAt(
  tx: Tx,
  incidentId: bigint,
  personId: bigint,
): Promise<{ readonly called: boolean; readonly asked: boolean; readonly answer: Answer | undefined }> {
  const rows = await tx.$queryRaw<{ called: boolean; asked: boolean; answer: Answer | null }[]>`
    SELECT EXISTS (SELECT 1 FROM delivery WHERE incident_id = ${incidentId} AND kind IN ('call', 'need', 'receipt', 'card') AND person_id = ${personId}) AS called,
      EXISTS (SELECT 1 FROM delivery WHERE incident_id = ${incidentId} AND kind = 'need' AND person_id = ${personId}) AS asked,
      (SELECT answer FROM answer WHERE incident_id = ${incidentId} AND person_id = ${personId}) AS answer`;
  const { called = false, asked = false, answer = null } = rows[0] ?? {};
  return { called, asked, answer: answer ?? undefined };
}

/** Incidents with records that are not closed, of which somebody may perhaps open some: theirs to organise, or they are coming there. Newest first. */
export async function incidentsWithCasualties(
  tx: Tx,
  slugs: readonly string[],
  personId: bigint,
  most: number,
): Promise<readonly bigint[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT i.id FROM incident i WHERE (i.stage = 'open' OR EXISTS (SELECT 1 FROM casualty c WHERE c.incident_id = i.id AND c.status <> 'closed'))
      AND (i.slug = ANY(${[...slugs]}::text[])
        OR EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = i.id AND n.person_id = ${personId} AND n.answer IN ('coming', 'there')))
    ORDER BY i.id DESC LIMIT ${most}`;
  return rows.map(({ id }) => id);
}
