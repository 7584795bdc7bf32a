import { describeCells } from './cells.ts';
import { republished } from './desk-scenes.ts';

await describeCells(republished);
