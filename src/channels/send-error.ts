import type { ContactState } from '../domain/contact.ts';

/** Every way in which a send can end, for every channel. The dispatcher alone decides what follows. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly providerId: string | null }
  /** The provider wants this one later. */
  | { readonly kind: 'retry'; readonly afterMs: number | null; readonly code: string }
  /** The provider wants everything later. */
  | { readonly kind: 'slow-down'; readonly afterMs: number; readonly code: string }
  /** The address is gone, or its owner opted out there. */
  | { readonly kind: 'closed'; readonly contact: Exclude<ContactState, 'open'>; readonly code: string }
  /** This message can never be sent there. */
  | { readonly kind: 'rejected'; readonly code: string }
  /** Nothing can be sent until somebody puts the account or the settings right. */
  | { readonly kind: 'operator'; readonly code: string }
  /** The provider could not be asked: no address, no connection, no certificate to trust. */
  | { readonly kind: 'unreachable'; readonly code: string }
  /** The request may or may not have been carried out. */
  | { readonly kind: 'unknown' };
