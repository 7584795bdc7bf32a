/** The look of everything Dunlin sends: the quiet colours of a small wader on a mudflat, each with its twin for dark mode. */

export const LOOK = {
  paper: '#f3f1eb',
  card: '#ffffff',
  ink: '#242d2c',
  muted: '#5a6462',
  line: '#ddd9cf',
  tint: '#f8f6f1',
  estuary: '#28565b',
  chestnut: '#87452b',
  darkPaper: '#151a1a',
  darkCard: '#1f2626',
  darkInk: '#e8ece9',
  darkMuted: '#a8b3b0',
  darkLine: '#374140',
  darkTint: '#273030',
  darkEstuary: '#93cdd0',
  font: "'Segoe UI',Roboto,Helvetica,Arial,sans-serif",
  mono: "Consolas,Menlo,'Liberation Mono',monospace",
  /** Pixels: a phone takes less, nothing takes more. */
  width: 600,
} as const;
