import { describeCells } from './cells.ts';
import { called } from './scenes.ts';

await describeCells(called);
