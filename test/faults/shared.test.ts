import { describeCells } from './cells.ts';
import { shared } from './scenes.ts';

await describeCells(shared);
