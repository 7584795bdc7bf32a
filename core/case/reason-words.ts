/** Reason codes as sentences that a person reads: in the answers of the API, in tasks and in the timeline. */

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'not-due': 'The next step is not due yet',
    'outside-window': 'The next step is due and waits for the customer’s contact hours',
    'step-due': 'The next step of the path is due',
    'nobody-to-write-to': 'None of the customer’s contacts can be written to',
    'path-exhausted': 'Every step of the path is done and the invoice is still unpaid, so somebody has to decide',
    'person-needed': 'The path cannot go on by itself: a person was asked to look',
    stopped: 'The stop switch is on, so nothing is sent for now',
    hold: 'On hold: nothing is sent until the hold ends',
    'customer-hold': 'The customer is on hold: nothing is sent for any of its invoices until the hold ends',
    disputed: 'The customer disputes it, so nothing is sent until the dispute is settled',
    'reply-unanswered': 'The customer wrote back and waits for an answer, so nothing is sent meanwhile',
    'source-stale': 'The ERP has not been heard of for longer than it should be, so the balances may be wrong',
    'source-disagrees': 'The ERP’s own totals disagree with these books, so the balances may be wrong',
    'small-balance': 'The balance is below the least that the policy writes about',
    'awaiting-approval': 'The next step waits for somebody’s approval',
    'approval-needed': 'The next step needs somebody’s approval, so a person is asked',
    rehearsed: 'Every step of the path was rehearsed; nothing is sent until the policy goes live',
    'message-under-way': 'Another message to the customer is on its way',
    gap: 'The customer was written to a short while ago, so the next message keeps its distance',
    cap: 'The customer was contacted as often as the rules allow, so the next step waits',
    'day-full': 'The day’s messages are used up, so the next step waits for the next one',
    'promise-broken': 'A promise to pay was broken',
    'payment-in-flight': 'A payment is on its way, so nothing is sent meanwhile',
    promised: 'The customer promised to pay, and the promised day has not passed yet',
    covered: 'Money or credit of the customer that lies on no invoice covers this one',
    'not-chased': 'Not chased: the invoice is not one that reminders are sent for',
    'no-due-date': 'Not chased: the invoice has no due date',
    'collected-automatically': 'Not chased: it is collected automatically, and no charge has failed',
    'credit-note': 'Not chased: it is a credit note',
    paid: 'Paid: nothing is owed any more',
    credited: 'Credited: nothing is owed any more',
    void: 'The invoice was voided',
    'written-off': 'The invoice was written off',
    exhausted: 'Every step of the path is done; the case closed unpaid and a person was asked to decide',
    superseded: 'A newer execution has taken over the case',
    changed: 'The amount or the step changed at the last moment',
    StepRejected: 'A step was refused in a way that trying again cannot mend',
    StepDeferred: 'A step could not be carried out in time, however often it was tried',
    StepUnavailable: 'A step failed however often it was tried',
  }),
);

/** A code without words of its own is shown as it is, for a reader can still ask what it means. */
export function reasonWords(code: string): string {
  return WORDS.get(code) ?? `The reason given is “${code}”`;
}
