import { describeCells } from './cells.ts';
import { stated } from './desk-scenes.ts';

await describeCells(stated);
