/** What a link's page says before and after: what will happen, and how it is undone. */
import type { Deed } from './link.ts';

export type LinkWords = {
  readonly title: string;
  /** One sentence: what the button does. */
  readonly will: string;
  readonly button: string;
  readonly done: string;
  readonly undo: string;
  /** The action that takes it back, where there is one. */
  readonly undoneBy?: Deed | undefined;
};

const AGAIN = 'To have it back, use the link in the next report or ask whoever looks after Dunlin.';

export const LINK_WORDS: Readonly<Record<Deed, LinkWords>> = {
  'hold-7-days': {
    title: 'Hold for 7 days',
    will: 'Nothing is sent for the next seven days; then the reminders go on by themselves.',
    button: 'Hold for 7 days',
    done: 'Nothing is sent for seven days from now.',
    undo: 'To go on earlier, lift the hold.',
    undoneBy: 'lift-hold',
  },
  'stop-today': {
    title: 'Send nothing today',
    will: 'Nothing is sent for the rest of the day on the customer’s calendar; tomorrow the reminders go on by themselves.',
    button: 'Send nothing today',
    done: 'Nothing more is sent today.',
    undo: 'To let today’s message go after all, lift the hold.',
    undoneBy: 'lift-hold',
  },
  'promised-on': {
    title: 'The customer promised to pay',
    will: 'Nothing is sent until the promised day is over. If the money has not come by then, the reminders go on.',
    button: 'Record the promise',
    done: 'The promise is recorded, and nothing is sent until its day is over.',
    undo: 'If it was a mistake, take the promise back.',
    undoneBy: 'withdraw-promise',
  },
  disputed: {
    title: 'The customer disputes it',
    will: 'Nothing is sent for what is disputed until the dispute is settled; the rest is still asked for.',
    button: 'Record the dispute',
    done: 'The dispute is recorded, and nothing is sent for what is disputed.',
    undo: 'When it is settled, say so.',
    undoneBy: 'settle-dispute',
  },
  'already-paid': {
    title: 'The customer says that it is paid',
    will: 'Nothing is sent for seven days, so that finance can look for the money. If it is not found, the reminders go on.',
    button: 'It is paid: look for the money',
    done: 'Nothing is sent for seven days. Please look for the money; the next report names the invoice.',
    undo: 'If it is not paid after all, lift the hold.',
    undoneBy: 'lift-hold',
  },
  approve: {
    title: 'Approve the next message',
    will: 'The message leaves at the customer’s next open hour, unless there is a reason to be silent by then.',
    button: 'Approve',
    done: 'Approved: the message leaves at the customer’s next open hour.',
    undo: 'Until it has left, it can still be left out.',
    undoneBy: 'skip',
  },
  skip: {
    title: 'Leave the next message out',
    will: 'This message is not sent; the path goes on with the step after it, on that step’s own day.',
    button: 'Leave it out',
    done: 'Left out: this message is not sent.',
    undo: 'A message that was left out does not come back; you can still write to the customer yourself.',
  },
  'task-done': {
    title: 'Record what came of the task',
    will: 'The task is done with what you say here. A promise or a dispute also quiets the invoice.',
    button: 'Record it',
    done: 'The task is done.',
    undo: 'A task that is done stays done; a promise or a dispute can be ended from the next report.',
  },
  'lift-hold': {
    title: 'Lift the hold',
    will: 'The hold ends, and the reminders go on with the step that is due.',
    button: 'Lift the hold',
    done: 'The hold is lifted.',
    undo: AGAIN,
  },
  'withdraw-promise': {
    title: 'Take the promise back',
    will: 'The promise counts no more, and the reminders go on with the step that is due.',
    button: 'Take the promise back',
    done: 'The promise is taken back.',
    undo: AGAIN,
  },
  'settle-dispute': {
    title: 'The dispute is settled',
    will: 'The dispute ends, and what is owed is asked for again.',
    button: 'The dispute is settled',
    done: 'The dispute is settled.',
    undo: AGAIN,
  },
};
