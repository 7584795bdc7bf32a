/** On which clocks a person lives: the zone they are known to be in, else every populated one of their country. */
import { isZone } from '../calendar/dates.ts';
import type { Customer } from './customer.ts';

/** The first is where most people live; one is named for all that keep its time. */
const SEVERAL: Readonly<Record<string, readonly string[]>> = {
  US: [
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/Anchorage',
    'Pacific/Honolulu',
  ],
  CA: [
    'America/Toronto',
    'America/Winnipeg',
    'America/Regina',
    'America/Edmonton',
    'America/Vancouver',
    'America/Halifax',
    'America/St_Johns',
  ],
  MX: ['America/Mexico_City', 'America/Cancun', 'America/Hermosillo', 'America/Tijuana'],
  BR: ['America/Sao_Paulo', 'America/Manaus', 'America/Rio_Branco', 'America/Noronha'],
  AU: ['Australia/Sydney', 'Australia/Brisbane', 'Australia/Adelaide', 'Australia/Darwin', 'Australia/Perth'],
  NZ: ['Pacific/Auckland', 'Pacific/Chatham'],
  RU: [
    'Europe/Moscow',
    'Europe/Kaliningrad',
    'Europe/Samara',
    'Asia/Yekaterinburg',
    'Asia/Omsk',
    'Asia/Krasnoyarsk',
    'Asia/Irkutsk',
    'Asia/Yakutsk',
    'Asia/Vladivostok',
    'Asia/Magadan',
    'Asia/Kamchatka',
  ],
  ID: ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'],
  CL: ['America/Santiago', 'America/Punta_Arenas', 'Pacific/Easter'],
  ES: ['Europe/Madrid', 'Atlantic/Canary'],
  PT: ['Europe/Lisbon', 'Atlantic/Azores'],
  CD: ['Africa/Kinshasa', 'Africa/Lubumbashi'],
  EC: ['America/Guayaquil', 'Pacific/Galapagos'],
  MN: ['Asia/Ulaanbaatar', 'Asia/Hovd'],
  PG: ['Pacific/Port_Moresby', 'Pacific/Bougainville'],
  FM: ['Pacific/Pohnpei', 'Pacific/Chuuk'],
  KI: ['Pacific/Tarawa', 'Pacific/Kanton', 'Pacific/Kiritimati'],
  PF: ['Pacific/Tahiti', 'Pacific/Marquesas', 'Pacific/Gambier'],
  GL: ['America/Nuuk', 'America/Thule', 'America/Danmarkshavn'],
};

export type ZoneSource = 'stated' | 'country' | 'creditor';
export type Zones = { readonly zones: readonly string[]; readonly from: ZoneSource };

const known = new Map<string, readonly string[]>();

/** Every populated zone of a country, the most populous first; none where the country is not known. */
export function zonesOfCountry(country: string): readonly string[] {
  const before = known.get(country);
  if (before) return before;
  const zones = SEVERAL[country] ?? onlyZone(country);
  known.set(country, zones);
  return zones;
}

/** Countries that are not in the list above keep one time, whatever their zones are called. */
function onlyZone(country: string): readonly string[] {
  if (!/^[A-Z]{2}$/.test(country)) return [];
  const locale: Intl.Locale & { getTimeZones?: () => readonly string[] | undefined } = new Intl.Locale(
    `und-${country}`,
  );
  const first = locale.getTimeZones?.()?.[0];
  return first !== undefined && isZone(first) ? [first] : [];
}

/** In this order: the zone that was stated, the zones of the country, the zone that the row was filled with. */
export function zonesOf({ timeZone, country, filled }: Pick<Customer, 'timeZone' | 'country' | 'filled'>): Zones {
  if (!filled.includes('timeZone')) return { zones: [timeZone], from: 'stated' };
  const zones = country === undefined ? [] : zonesOfCountry(country);
  return zones.length > 0 ? { zones, from: 'country' } : { zones: [timeZone], from: 'creditor' };
}
