import { describeCells } from './cells.ts';
import { chased } from './scenes.ts';

await describeCells({ ...chased, of: ['send-reminder', 'receive-delivery-event', 'publish-events'] });
