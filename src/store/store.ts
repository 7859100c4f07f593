import type { Lanes } from '../domain/lane.ts';
import { type Aids, createAids } from './aid.ts';
import { type Alerts, createAlerts } from './alert.ts';
import { type Audiences, createAudiences } from './audience.ts';
import { type Bans, createBans } from './ban.ts';
import { type Casualties, createCasualties } from './casualty.ts';
import { type Changes, createChanges } from './change.ts';
import type { Cipher } from './cipher.ts';
import { type ClosingReports, createClosingReports } from './closing-report.ts';
import { type Contacts, createContacts } from './contact.ts';
import { createDeliveries, type Deliveries } from './delivery.ts';
import { createDoors, type Doors } from './door.ts';
import { createDrafts, type Drafts } from './draft.ts';
import { createDuties, type Duties } from './duty.ts';
import { createEvents, type Events } from './event.ts';
import { createEvidence, type EvidenceStore } from './evidence.ts';
import { createHomes, type Homes } from './home.ts';
import { createHouses, type Houses } from './house.ts';
import { createIncidents, type Incidents } from './incident.ts';
import { createInvites, type Invites } from './invite.ts';
import { createMembers, type Members } from './member.ts';
import { createMerges, type Merges } from './merge.ts';
import { createNeeds, type Needs } from './need.ts';
import { createOrganisers, type Organisers } from './organiser.ts';
import { createPeople, type People } from './person.ts';
import { createPhrases, type Phrases } from './phrase.ts';
import { createRecordings, type Recordings } from './recording.ts';
import { createReminders, type Reminders } from './reminder.ts';
import { createReports, type Reports } from './report.ts';
import { createRequests, type Requests } from './request.ts';
import { createRings, type Rings } from './ring.ts';
import { createSkills, type Skills } from './skill.ts';
import { createSpending, type Spending } from './spending.ts';
import { createViews, type Views } from './view.ts';
import { createVisits, type Visits } from './visit.ts';
import { createVouches, type Vouches } from './vouch.ts';
import { createWanted, type WantedRows } from './wanted.ts';
import { createWitnesses, type Witnesses } from './witness.ts';

/** The rows, one noun each. Every function takes the transaction it belongs to. */
export interface Store {
  readonly aids: Aids;
  readonly alerts: Alerts;
  readonly audiences: Audiences;
  readonly bans: Bans;
  readonly casualties: Casualties;
  readonly changes: Changes;
  readonly closingReports: ClosingReports;
  readonly contacts: Contacts;
  readonly deliveries: Deliveries;
  readonly doors: Doors;
  readonly drafts: Drafts;
  readonly events: Events;
  readonly evidence: EvidenceStore;
  readonly houses: Houses;
  readonly homes: Homes;
  readonly incidents: Incidents;
  readonly invites: Invites;
  readonly needs: Needs;
  readonly members: Members;
  readonly merges: Merges;
  readonly organisers: Organisers;
  readonly people: People;
  readonly phrases: Phrases;
  readonly recordings: Recordings;
  readonly reports: Reports;
  readonly requests: Requests;
  readonly rings: Rings;
  readonly skills: Skills;
  readonly spending: Spending;
  readonly views: Views;
  readonly vouches: Vouches;
  readonly witnesses: Witnesses;
  readonly wanted: WantedRows;
  readonly reminders: Reminders;
  readonly visits: Visits;
  readonly duties: Duties;
}

/** `lanes`: what this deployment can send on. `perQuarterHour`: how much of one incident a person is told in that time. */
export function createStore(cipher: Cipher, lanes: Lanes, perQuarterHour: number, minuteOfDay: (at: number) => number): Store {
  const incidents = createIncidents(cipher);
  const events = createEvents(cipher);
  const homes = createHomes(cipher);
  const needs = createNeeds(lanes);
  const rings = createRings(lanes);
  const houses = createHouses(cipher);
  const casualties = createCasualties(cipher);
  return {
    aids: createAids(),
    alerts: createAlerts(cipher, lanes, perQuarterHour, minuteOfDay),
    audiences: createAudiences(cipher, lanes),
    bans: createBans(),
    casualties,
    changes: createChanges(cipher),
    closingReports: createClosingReports(cipher),
    contacts: createContacts(cipher),
    deliveries: createDeliveries(cipher, lanes),
    doors: createDoors(cipher),
    drafts: createDrafts(cipher),
    events,
    evidence: createEvidence(cipher),
    houses,
    homes,
    incidents,
    invites: createInvites(cipher),
    needs,
    members: createMembers(cipher),
    merges: createMerges(),
    organisers: createOrganisers(cipher),
    people: createPeople(cipher),
    phrases: createPhrases(cipher),
    recordings: createRecordings(cipher),
    reports: createReports(cipher),
    requests: createRequests(cipher),
    rings,
    skills: createSkills(),
    spending: createSpending(lanes),
    views: createViews(cipher, incidents, needs, events, rings, houses, casualties, homes),
    vouches: createVouches(cipher),
    witnesses: createWitnesses(),
    wanted: createWanted(),
    reminders: createReminders(),
    visits: createVisits(cipher, lanes),
    duties: createDuties(cipher, lanes),
  };
}
