// A delivery: one message on its way to one channel, and how each attempt at it can end.
import type { Message } from '../messages/message.ts';
import type { EpochMs } from '../text/instant.ts';
import type { Channel, SubscriptionId } from './subscription.ts';

/** Deterministic: subscription + subject + revision, so that planning twice sends once. */
export type DeliveryKey = string & { readonly brand: 'DeliveryKey' };

export type DeliveryState = 'pending' | 'sending' | 'sent' | 'held' | 'gone' | 'refused' | 'superseded';

export type Delivery = {
  readonly key: DeliveryKey;
  readonly channel: Channel;
  readonly subscriptionId?: SubscriptionId;
  readonly kind: 'change' | 'story' | 'digest' | 'notice';
  /** It goes into the thread of the message that this delivery posts. */
  readonly thread?: DeliveryKey;
  /** What it is about (`change:ID`, `story:ID`, `digest:AT`), to supersede and to explain. */
  readonly subject: string;
  readonly message: Message;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly dueAt: EpochMs;
  readonly createdAt: EpochMs;
  readonly sentAt?: EpochMs;
  readonly messageId?: string;
  /** Why it is in this state, in words. */
  readonly why?: string;
};

/** `unsure`: the platform may or may not have taken it (5xx, dropped socket). `everywhere`: it takes nothing of the bot until then. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'later'; readonly at: EpochMs; readonly why: string; readonly everywhere?: true }
  | { readonly kind: 'unsure'; readonly why: string }
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };
