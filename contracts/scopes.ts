/** What an API key may be allowed to do; a key carries one or more of these. */
import * as z from 'zod';

export const SCOPES = [
  'invoices:write',
  'payments:write',
  'cases:read',
  'cases:write',
  'tasks:read',
  'tasks:write',
  'policies:read',
  'policies:write',
] as const;

export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;
