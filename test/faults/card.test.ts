import { describeCells } from './cells.ts';
import { paidByCard } from './scenes.ts';

await describeCells(paidByCard);
