/** The style of a preview's page: the house's quiet colours with their twins for dark mode, on a desk and on a phone. */
import { LOOK } from '../../../core/message/look.ts';

export const PREVIEW_STYLE = `
:root{color-scheme:light dark;--paper:${LOOK.paper};--card:${LOOK.card};--ink:${LOOK.ink};--muted:${LOOK.muted};--line:${LOOK.line};--tint:${LOOK.tint};--estuary:${LOOK.estuary};--chestnut:${LOOK.chestnut};--bar:#7fa9ac;font:15px/1.5 ${LOOK.font}}
@media (prefers-color-scheme:dark){:root{--paper:#151a1a;--card:#1f2626;--ink:#e8ece9;--muted:#a8b3b0;--line:#374140;--tint:#273030;--estuary:#93cdd0;--chestnut:#e0a283;--bar:#4f8287}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink)}
main{max-width:1060px;margin:0 auto;padding:36px 24px 64px}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 4px;color:var(--estuary)}
h2{font-size:1.05rem;margin:36px 0 10px}
p{margin:0 0 6px}
.muted{color:var(--muted)}
.assumed{margin:14px 0 0;padding:0 0 0 18px;color:var(--muted);font-size:.9rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:24px 0 0}
.tile{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px}
.tile b{display:block;font-size:1.55rem;line-height:1.2;font-weight:600;font-variant-numeric:tabular-nums}
.tile span{color:var(--muted);font-size:.88rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;overflow:hidden}
table{width:100%;border-collapse:collapse}
th,td{padding:9px 14px;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
thead th{border-top:0;font-size:.82rem;font-weight:600;color:var(--muted);background:var(--tint)}
@media (min-width:641px){.days th:nth-child(3){width:22%}.days th:nth-child(4){width:24%}.days th:nth-child(5){width:34%}}
tbody th{font-weight:500;white-space:nowrap}
.figure{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr.week td,tr.week th{border-top:2px solid var(--line)}
tr.quiet th,tr.quiet td{color:var(--muted);font-size:.88rem;padding-top:6px;padding-bottom:6px;background:var(--tint)}
tfoot th,tfoot td{border-top:2px solid var(--line);font-weight:600}
.bar{display:block;height:5px;border-radius:3px;background:var(--bar);margin-top:5px;min-width:3px}
.put{color:var(--chestnut)}
ul.plain{list-style:none;margin:0;padding:0}
ul.plain li{padding:9px 14px;border-top:1px solid var(--line)}
ul.plain li:first-child{border-top:0}
.up{color:var(--chestnut)}.down{color:var(--estuary)}
@media (max-width:640px){
main{padding:22px 14px 48px}
.tiles{grid-template-columns:1fr 1fr;gap:8px}.tile:last-child:nth-child(odd){grid-column:1/-1}
.days thead{display:none}
.days table,.days tbody,.days tfoot{display:block}
.days tr{display:grid;grid-template-columns:1fr auto;padding:10px 14px;border-top:1px solid var(--line)}
.days tbody tr:first-child{border-top:0}
.days tr.week{border-top:2px solid var(--line)}
.days th,.days td,.days tr.week th,.days tr.week td,.days tfoot th,.days tfoot td{border:0;padding:0}
.days td{grid-column:1/-1}
.days td.figure{grid-column:2;grid-row:1}
.days td.figure:not(:empty)::after{content:" sent";color:var(--muted);font-weight:400}
.days td:empty{display:none}
.days tr.quiet{background:var(--tint);padding:6px 14px}
.days tr.quiet th{padding:0;background:none}
.days tr.quiet td{display:none}
.days .bar{margin-bottom:3px}
th,td{padding:8px 10px}
}
@media print{body{background:#fff}.card,.tile{break-inside:avoid}}
`;
