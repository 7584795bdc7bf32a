/** The sentences of a language. */
import type { Language } from '../language.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Phrases } from './phrases.ts';

export const PHRASES: Readonly<Record<Language, Phrases>> = { en, de };
