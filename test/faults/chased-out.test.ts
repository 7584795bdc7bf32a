import { describeCells } from './cells.ts';
import { chased } from './scenes.ts';

await describeCells({ ...chased, of: ['receive-payments', 'wake-case', 'send-receipts'] });
