import { describeCells } from './cells.ts';
import { reported } from './scenes.ts';

await describeCells(reported);
