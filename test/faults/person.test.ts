import { describeCells } from './cells.ts';
import { refused } from './scenes.ts';

await describeCells(refused);
