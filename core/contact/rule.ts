/** A rule about contacting people, as data: whom it binds, since when, by what source, and what it asks for. */
import type { LocalDate } from '../calendar/dates.ts';
import type { ContactWindow } from '../calendar/window.ts';
import type { CustomerKind } from './customer.ts';

export const CONTACT_CHANNELS = ['email', 'sms', 'call'] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

/** Verified in the primary text, read in a secondary source, or not checked yet (and then never on by itself). */
export type SourceStatus = 'V' | 'S' | 'M';

/** Everything stated must hold for the rule to bind. */
export type RuleScope = {
  readonly debtors?: readonly CustomerKind[] | undefined;
  readonly roles?: readonly ('first-party' | 'third-party')[] | undefined;
  /** ISO 3166-1 alpha-2, of the debtor. */
  readonly countries?: readonly string[] | undefined;
  /** ISO 3166-2, of the debtor. */
  readonly regions?: readonly string[] | undefined;
  readonly channels?: readonly ContactChannel[] | undefined;
};

export type Demand =
  /** Only within these hours of the debtor's own clock; on public holidays not at all where `holidays` is false. */
  | { readonly kind: 'window'; readonly window: ContactWindow; readonly holidays?: boolean | undefined }
  /** At most `most` attempts within any `days` consecutive days, to one person, counted over the channels. */
  | {
      readonly kind: 'cap';
      readonly most: number;
      readonly days: number;
      readonly channels: readonly ContactChannel[];
    }
  /** After a conversation none of these channels for so many days, the day of the conversation counted as the first. */
  | { readonly kind: 'cooldown'; readonly days: number; readonly channels: readonly ContactChannel[] }
  | { readonly kind: 'consent'; readonly channels: readonly ContactChannel[] }
  /** The channel is closed altogether. */
  | { readonly kind: 'block'; readonly channels: readonly ContactChannel[] }
  /** What every message of the channels has to hold. */
  | {
      readonly kind: 'words';
      readonly channels: readonly ContactChannel[];
      readonly need: 'opt-out' | 'sender-identity';
    };

export type ContactRule = {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly url?: string | undefined;
  readonly status: SourceStatus;
  /** Binds from this local date of the debtor, and until (included) the other; left out: always. */
  readonly from?: LocalDate | undefined;
  readonly until?: LocalDate | undefined;
  readonly scope: RuleScope;
  readonly demand: Demand;
};

export type RulePack = { readonly id: string; readonly title: string; readonly rules: readonly ContactRule[] };
