import { describeCells } from './cells.ts';
import { chased } from './scenes.ts';

await describeCells({ ...chased, of: ['receive-invoices', 'start-due-cases', 'evaluate-escalation'] });
