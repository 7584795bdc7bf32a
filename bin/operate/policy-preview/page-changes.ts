/** The part of a preview's page that says what another version of a policy would change. */
import { counted, longDate } from '../../../core/preview/words.ts';
import { escapeHtml, section } from './page-parts.ts';
import { CHANGES, nameOfCustomer, type PreviewReport, signed } from './report.ts';

const SAME = '<p>Nothing differs: the same messages and tasks on the same days.</p>';

export function changes(report: PreviewReport): string {
  const { against } = report;
  if (!against) return '';
  const { firstOn } = against.difference;
  if (firstOn === undefined) return section('Compared with the live policy', SAME);
  const intro = `<p class="muted">The first difference is on ${longDate(firstOn)}.</p>`;
  return section('Compared with the live policy', `${intro}<div class="card">${figures(report)}</div>`);
}

/** At the end of the page, for it is as long as the list of customers. */
export function concerned(report: PreviewReport): string {
  const count = report.against?.difference.customers.length ?? 0;
  if (count === 0) return '';
  const title = `Whom the change concerns: ${counted(count, 'customer')}`;
  return section(title, `<div class="card">${customerTable(report)}</div>`);
}

function figures({ summary, against }: PreviewReport): string {
  if (!against) return '';
  const { live, difference } = against;
  const lines = [
    ...difference.steps.map((step) => [step.name, step.live, step.candidate] as const),
    ['all messages', live.messages, summary.messages] as const,
    ['customers written to', live.people, summary.people] as const,
    ['most to one customer', live.mostToOne, summary.mostToOne] as const,
  ];
  const rows = lines.map(([name, was, becomes]) => {
    const direction = becomes > was ? ' up' : becomes < was ? ' down' : '';
    return `<tr><th>${escapeHtml(name)}</th><td class="figure">${was}</td><td class="figure">${becomes}</td><td class="figure${direction}">${signed(becomes - was)}</td></tr>`;
  });
  return `<table><thead><tr><th></th><th class="figure">Live</th><th class="figure">New</th><th class="figure">Change</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function customerTable(report: PreviewReport): string {
  const rows = (report.against?.difference.customers ?? []).map(
    ({ customerId, kind, live, candidate, firstOn }) =>
      `<tr><td>${escapeHtml(nameOfCustomer(report, customerId))} <span class="muted">${CHANGES[kind]}</span></td><td class="figure">${live} → ${candidate}</td><td class="figure">${longDate(firstOn)}</td></tr>`,
  );
  return `<table><thead><tr><th>Customer</th><th class="figure">Acts</th><th class="figure">From</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
