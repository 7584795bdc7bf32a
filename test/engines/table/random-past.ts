/** Chance with a seed, and the rows that random writes stand on: mostly the newest, at times an old one or none. */
import type { Invoice } from '../../../core/case/invoice.ts';
import type { Customer } from '../../../core/contact/customer.ts';
import type { Message, Person, Task } from '../../../core/contact/touch.ts';
import type { Payment } from '../../../core/payment/payment.ts';

export type Dice = {
  /** A whole number from 0 to below the limit. */
  readonly below: (limit: number) => number;
  readonly one: <T>(choices: readonly T[]) => T;
};

/** A linear congruential generator (the constants are those of Numerical Recipes): the same seed rolls the same. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const one = <T>(choices: readonly T[]): T => {
    for (const choice of choices.slice(below(choices.length))) return choice;
    throw new Error('expected something to choose from, found nothing');
  };
  return { below, one };
}

export type History<T> = {
  /** The row as it was last written (mostly), as it was once meant to be, or nothing. */
  readonly pick: (id: string) => T | undefined;
  readonly meant: (id: string, row: T) => void;
};

export type Histories = {
  readonly invoices: History<Invoice>;
  readonly customers: History<Customer>;
  readonly payments: History<Payment>;
  readonly persons: History<Person>;
  readonly tasks: History<Task>;
  readonly messages: History<Message>;
  readonly settled: (ok: boolean) => void;
};

export function histories(dice: Dice): Histories {
  const settle: Array<(ok: boolean) => void> = [];
  function history<T>(): History<T> {
    const written = new Map<string, T>();
    const stale = new Map<string, T[]>();
    return {
      pick: (id) => {
        const roll = dice.below(10);
        const old = stale.get(id) ?? [];
        if (roll === 0) return undefined;
        return roll <= 2 && old.length > 0 ? dice.one(old) : written.get(id);
      },
      meant: (id, row) => {
        settle.push((ok) => {
          stale.set(id, [...(stale.get(id) ?? []).slice(-5), row]);
          if (ok) written.set(id, row);
        });
      },
    };
  }
  return {
    invoices: history(),
    customers: history(),
    payments: history(),
    persons: history(),
    tasks: history(),
    messages: history(),
    settled: (ok) => {
      for (const tell of settle.splice(0)) tell(ok);
    },
  };
}
