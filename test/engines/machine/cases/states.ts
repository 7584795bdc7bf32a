/** Short names for the states, so that a case's path reads in one line. */
export const decide = 'EvaluateEscalation';
export const fork = 'WhatIsDue';
export const park = 'AwaitPaymentOrNextStep';
export const remind = 'SendReminder';
export const task = 'OpenTask';
export const outage = 'AwaitNextTry';
export const ask = 'AskAPerson';
export const person = 'AwaitAPerson';
export const closed = 'Closed';
export const parked = 'Parked';
export const superseded = 'Superseded';

/** Looked at once more, and closed. */
export const toTheEnd = [decide, fork, closed] as const;
