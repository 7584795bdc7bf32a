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
  font: "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif",
  mono: "Consolas,Menlo,'Liberation Mono',monospace",
  /** Pixels: a phone takes less, nothing takes more. */
  width: 600,
} as const;

/** Outlook for Windows ignores these, which leaves it the inline light colours; others switch with the reader's setting. */
export const STYLE_SHEET = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  'body{margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}',
  'table{border-collapse:collapse}',
  '@media (max-width:480px){.card{padding:22px 18px!important}.foot{padding:16px 18px 26px!important}.page{padding:0!important}.tile{display:block!important;width:auto!important}}',
  '@media (prefers-color-scheme:dark){',
  'body,.page{background:#151a1a!important}.card{background:#1f2626!important;border-left-color:#374140!important;border-right-color:#374140!important;border-bottom-color:#374140!important}',
  '.card,.ink,.card td,.card h1,.card h2,.card p,.card li{color:#e8ece9!important}',
  '.muted,.card .muted,.page .muted{color:#a8b3b0!important}',
  '.tint{background:#273030!important}.line,.card td,.card th{border-color:#374140!important}',
  'a.link,.card a.link,.page a.link{color:#93cdd0!important}}',
].join('');

export const OUTLOOK_STYLE =
  "<!--[if mso]><style>body,table,td,th,p,a,h1,h2,h3,li{font-family:'Segoe UI',Arial,sans-serif!important}</style><![endif]-->";
