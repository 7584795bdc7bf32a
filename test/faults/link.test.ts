import { describeCells } from './cells.ts';
import { followed } from './desk-scenes.ts';

await describeCells(followed);
