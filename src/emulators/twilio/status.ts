import { assertNever } from '../../domain/assert-never.ts';
import { type Delay, drawDelay, type Timers } from '../timers.ts';
import type { MessageStatus, TwilioMessage } from './message.ts';
import type { PhoneBehaviour } from './phone.ts';
import type { FormParams } from './signature.ts';
import type { Tell } from './tell.ts';

/** How long after the API's answer the carrier has the message, and how long until its end is known. */
export interface StatusDelays {
  readonly sent: Delay;
  readonly final: Delay;
}

/** Carries messages through their states and tells the app of each. */
export interface StatusReporter {
  /** Starts the way of an accepted message; the status callbacks of one message come in order. */
  follow(message: TwilioMessage, behaviour: PhoneBehaviour): void;
  /** What a status callback holds. */
  params(message: TwilioMessage, status: string, extra?: FormParams): FormParams;
}

export interface StatusParts {
  readonly accountSid: string;
  readonly delays: StatusDelays;
  readonly timers: Timers;
  readonly tell: Tell;
}

interface Step {
  readonly status: MessageStatus;
  readonly errorCode?: number;
}

function waysOf(behaviour: PhoneBehaviour): readonly Step[] {
  switch (behaviour.kind) {
    case 'undelivered':
      return [{ status: 'sent' }, { status: 'undelivered', errorCode: behaviour.errorCode }];
    case 'failed':
      return [{ status: 'failed', errorCode: behaviour.errorCode }];
    case 'lost':
      return [{ status: 'sent' }];
    case 'delivered':
    case 'never':
      return [{ status: 'sent' }, { status: 'delivered' }];
    case 'landline':
      return [];
    default:
      return assertNever(behaviour);
  }
}

export function createStatusReporter(parts: StatusParts): StatusReporter {
  const { accountSid, delays, timers, tell } = parts;

  function params(message: TwilioMessage, status: string, extra: FormParams = {}): FormParams {
    return {
      AccountSid: accountSid,
      ApiVersion: '2010-04-01',
      ...(message.from !== null && { From: message.from }),
      ...(message.messagingServiceSid !== null && { MessagingServiceSid: message.messagingServiceSid }),
      MessageSid: message.sid,
      MessageStatus: status,
      SmsSid: message.sid,
      SmsStatus: status,
      To: message.to,
      ...extra,
    };
  }

  function follow(message: TwilioMessage, behaviour: PhoneBehaviour): void {
    const sentMs = drawDelay(delays.sent);
    const finalMs = Math.max(sentMs, drawDelay(delays.final));
    let told: Promise<void> = Promise.resolve();
    for (const [at, step] of waysOf(behaviour).entries()) {
      timers.after(at === 0 ? sentMs : finalMs, () => {
        message.status = step.status;
        message.errorCode = step.errorCode;
        message.updatedAt = timers.now();
        if (step.status !== 'failed') message.sentAt ??= timers.now();
        const url = message.statusCallback;
        if (url === undefined || behaviour.kind === 'never') return;
        const form = params(message, step.status, step.errorCode === undefined ? {} : { ErrorCode: String(step.errorCode) });
        // One after the other, each with its retries: the state itself does not wait for the app.
        told = told.then(() => tell(url, form));
      });
    }
  }

  return { follow, params };
}
