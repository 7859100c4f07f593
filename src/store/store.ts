import { type Alerts, createAlerts, type Reachable } from './alert.ts';
import type { Cipher } from './cipher.ts';
import { type Contacts, createContacts } from './contact.ts';
import { createDeliveries, type Deliveries } from './delivery.ts';
import { createDrafts, type Drafts } from './draft.ts';
import { createIncidents, type Incidents } from './incident.ts';
import { createInvites, type Invites } from './invite.ts';
import { createPeople, type People } from './person.ts';

/** The rows, one noun each. Every function takes the transaction it belongs to. */
export interface Store {
  readonly alerts: Alerts;
  readonly contacts: Contacts;
  readonly deliveries: Deliveries;
  readonly drafts: Drafts;
  readonly incidents: Incidents;
  readonly invites: Invites;
  readonly people: People;
}

/** `reachable`: the channels for which this deployment has a lane. */
export function createStore(cipher: Cipher, reachable: Reachable): Store {
  return {
    alerts: createAlerts(cipher, reachable),
    contacts: createContacts(cipher),
    deliveries: createDeliveries(cipher, reachable),
    drafts: createDrafts(cipher),
    incidents: createIncidents(cipher),
    invites: createInvites(cipher),
    people: createPeople(cipher),
  };
}
