/** What a colleague can say of a task straight from its mail: one answer that is likely, and the others beside it. */
import type { Task } from '../contact/touch.ts';
import type { LinkAction, LinkTarget } from '../link/link.ts';

export type TaskLink = { readonly label: string; readonly action: LinkAction; readonly target: LinkTarget };

/** `main` is the button; one ask per mail. */
export type TaskLinks = { readonly main: TaskLink; readonly others: readonly TaskLink[] };

type Of = Pick<Task, 'kind' | 'taskId' | 'invoiceId' | 'stepId'>;

export function taskLinks({ kind, taskId, invoiceId, stepId }: Of, cycle: number): TaskLinks {
  const done = (label: string, outcome?: string): TaskLink => ({
    label,
    action: 'task-done',
    target: outcome === undefined ? { taskId } : { taskId, outcome },
  });
  const on = (label: string, action: LinkAction): TaskLink => ({ label, action, target: { invoiceId } });
  switch (kind) {
    case 'approve': {
      const target = { invoiceId, stepId, cycle };
      return {
        main: { label: 'Approve the message', action: 'approve', target },
        others: [{ label: 'Leave it out', action: 'skip', target }, on('Hold for 7 days', 'hold-7-days')],
      };
    }
    case 'call':
    case 'call-again':
      return {
        main: done('Record what they said'),
        others: [
          on('They promised to pay', 'promised-on'),
          on('They dispute it', 'disputed'),
          on('They say it is paid', 'already-paid'),
          done('The invoice did not arrive', 'invoice_not_received'),
          done('Voicemail', 'voicemail'),
          done('Could not be reached', 'unreachable'),
        ],
      };
    case 'decide':
      return {
        main: done('Record your decision'),
        others: [
          done('Go on by yourself', 'go_on'),
          done('Agency', 'agency'),
          done('Legal steps', 'legal'),
          done('Write off', 'write_off'),
          on('They promised to pay', 'promised-on'),
        ],
      };
    case 'nobody-to-write-to':
    case 'person-needed':
      return { main: done('It is mended', 'done'), others: [on('Hold for 7 days', 'hold-7-days')] };
  }
}
