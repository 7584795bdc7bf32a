import { describeCells } from './cells.ts';
import { texted } from './scenes.ts';

await describeCells(texted);
