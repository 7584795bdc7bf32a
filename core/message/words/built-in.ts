/** Made by templates/make.ts from the words in that folder: change those, not this. */
import type { Tone } from '../../policy/policy.ts';
import type { Language } from '../language.ts';
import type { CompiledWords } from './tree.ts';

export const BUILT_IN: Readonly<Record<Language, Readonly<Record<Tone, CompiledWords>>>> = {
  en: {
    'check-in': {
      subject: [
        {
          choose: [
            {
              when: { of: 'single' },
              then: ['Is everything in order with invoice ', { put: { of: 'invoice.number' }, data: true }, '?'],
            },
            {
              then: [
                'Is everything in order with ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
                '?',
              ],
            },
          ],
        },
      ],
      body: [
        '# Is everything in order?\n> ',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                { put: { of: 'asked' } },
                ' falls due on ',
                { put: { of: 'invoice.due' } },
                '. Nothing to pay early; did the invoice arrive?',
              ],
            },
            {
              then: [
                { put: { of: 'asked' } },
                ', the first part due on ',
                { put: { of: 'oldest.due' } },
                '. Nothing to pay early; did the invoices arrive?',
              ],
            },
          ],
        },
        '\n\n',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                '\nInvoice **',
                { put: { of: 'invoice.number' }, data: true },
                '** from ',
                { put: { of: 'sender.name' }, data: true },
                ' falls due on ',
                { put: { of: 'invoice.due' } },
                '. Nothing is late.\n\nWe only want to be sure that it arrived, that it is with the right person, and that nothing is missing from it.\n',
              ],
            },
            {
              then: [
                '\n',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
                ' from ',
                { put: { of: 'sender.name' }, data: true },
                ' will fall due, the first on ',
                { put: { of: 'oldest.due' } },
                '. Nothing is late.\n\nWe only want to be sure that they arrived, that they are with the right person, and that nothing is missing from them.\n',
              ],
            },
          ],
        },
        '\n\n',
        { place: 'invoices' },
        '\n\nIf something is missing or not as agreed, please reply and tell us what. If all is well, there is nothing to do now.\n\n',
        { place: 'pay' },
      ],
    },
    friendly: {
      subject: [
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                'Reminder: invoice ',
                { put: { of: 'invoice.number' }, data: true },
                ', ',
                { put: { of: 'asked' } },
                ', was due on ',
                { put: { of: 'invoice.due' } },
              ],
            },
            {
              then: [
                'Reminder: ',
                { put: { of: 'asked' } },
                ' open on ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
              ],
            },
          ],
        },
      ],
      body: [
        '# A friendly reminder\n> ',
        { choose: [{ when: { of: 'single' }, then: [{ put: { of: 'asked' } }, ' is still open. '] }] },
        'If you have paid already, please ignore this message.\n\n',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                '\nInvoice **',
                { put: { of: 'invoice.number' }, data: true },
                '** was due on ',
                { put: { of: 'invoice.due' } },
                ', and ',
                { put: { of: 'asked' } },
                { choose: [{ when: { of: 'invoice.part' }, then: [' of it'] }] },
                ' is still open in our books. These things slip through.\n',
              ],
            },
            {
              then: [
                '\nOur books still show **',
                { put: { of: 'asked' } },
                '** open on ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
                '. The first was due on ',
                { put: { of: 'oldest.due' } },
                '. These things slip through.\n',
              ],
            },
          ],
        },
        '\n\n',
        { place: 'invoices' },
        '\n\nIf you have paid in the meantime, thank you, and please ignore this message. Otherwise, please pay ',
        {
          choose: [
            { when: { terms: [{ of: 'single' }, { of: 'invoice.part' }, { op: 'and' }] }, then: ['the remaining '] },
          ],
        },
        { put: { of: 'asked' } },
        '.\n\n',
        { place: 'pay' },
      ],
    },
    second: {
      subject: [
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                'Invoice ',
                { put: { of: 'invoice.number' }, data: true },
                ' is ',
                { put: { of: 'invoice.status' } },
                ': ',
                { put: { of: 'asked' } },
              ],
            },
            {
              then: [
                { put: { of: 'asked' } },
                ' overdue on ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
              ],
            },
          ],
        },
      ],
      body: [
        '# ',
        {
          choose: [
            { when: { of: 'single' }, then: ['Your invoice is ', { put: { of: 'invoice.status' } }] },
            {
              then: [
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
                ' overdue',
              ],
            },
          ],
        },
        '\n> ',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [{ put: { of: 'asked' } }, ' was due on ', { put: { of: 'invoice.due' } }, ' and is still unpaid.'],
            },
            { then: ['The first was due on ', { put: { of: 'oldest.due' } }, ' and is still unpaid.'] },
          ],
        },
        '\n\n',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                '\nInvoice **',
                { put: { of: 'invoice.number' }, data: true },
                '** was due on ',
                { put: { of: 'invoice.due' } },
                ' and is now ',
                { put: { of: 'invoice.status' } },
                '; ',
                { put: { of: 'asked' } },
                ' is still unpaid.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' We last wrote to you on ', { put: { of: 'last_reminded' } }, '.'],
                    },
                  ],
                },
                '\n',
              ],
            },
            {
              then: [
                '\nStill unpaid: **',
                { put: { of: 'asked' } },
                '** on ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
                '. The first was due on ',
                { put: { of: 'oldest.due' } },
                ' and is now ',
                { put: { of: 'oldest.status' } },
                '.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' We last wrote to you on ', { put: { of: 'last_reminded' } }, '.'],
                    },
                  ],
                },
                '\n',
              ],
            },
          ],
        },
        '\n\n',
        { place: 'invoices' },
        '\n\nPlease pay ',
        {
          choose: [
            { when: { terms: [{ of: 'single' }, { of: 'invoice.part' }, { op: 'and' }] }, then: ['the remaining '] },
          ],
        },
        { put: { of: 'asked' } },
        ' now. If something stands in the way, reply and tell us, so that it can be put right.\n\n',
        { place: 'pay' },
      ],
    },
    firm: {
      subject: [
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                'Please settle invoice ',
                { put: { of: 'invoice.number' }, data: true },
                ': ',
                { put: { of: 'asked' } },
                ', ',
                { put: { of: 'invoice.status' } },
              ],
            },
            {
              then: [
                'Please settle ',
                { put: { of: 'asked' } },
                ': ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
                ' overdue',
              ],
            },
          ],
        },
      ],
      body: [
        '# ',
        { choose: [{ when: { of: 'single' }, then: ['This invoice needs'] }, { then: ['These invoices need'] }] },
        ' your attention now\n> ',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [{ put: { of: 'asked' } }, ' was due on ', { put: { of: 'invoice.due' } }, '.'],
            },
            { then: ['The first was due on ', { put: { of: 'oldest.due' } }, '.'] },
          ],
        },
        ' Please pay now, or speak to us.\n\n',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                '\nInvoice **',
                { put: { of: 'invoice.number' }, data: true },
                '** was due on ',
                { put: { of: 'invoice.due' } },
                '. It is now ',
                { put: { of: 'invoice.status' } },
                ', and ',
                { put: { of: 'asked' } },
                ' is still unpaid.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' We last wrote to you on ', { put: { of: 'last_reminded' } }, '.'],
                    },
                  ],
                },
                '\n',
              ],
            },
            {
              then: [
                '\nStill unpaid: **',
                { put: { of: 'asked' } },
                '** on ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
                '. The first was due on ',
                { put: { of: 'oldest.due' } },
                ' and is now ',
                { put: { of: 'oldest.status' } },
                '.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' We last wrote to you on ', { put: { of: 'last_reminded' } }, '.'],
                    },
                  ],
                },
                '\n',
              ],
            },
          ],
        },
        '\n\nWe take this seriously, and we would like to settle it together with you.\n\n',
        { place: 'invoices' },
        '\n\nPlease pay ',
        {
          choose: [
            { when: { terms: [{ of: 'single' }, { of: 'invoice.part' }, { op: 'and' }] }, then: ['the remaining '] },
          ],
        },
        { put: { of: 'asked' } },
        ' now. If there is a reason why you cannot, or if you do not agree with ',
        { choose: [{ when: { of: 'single' }, then: ['the invoice'] }, { then: ['an invoice'] }] },
        ', please speak to us.\n\n',
        { place: 'pay' },
      ],
    },
    final: {
      subject: [
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                'Final reminder: invoice ',
                { put: { of: 'invoice.number' }, data: true },
                ', ',
                { put: { of: 'asked' } },
              ],
            },
            {
              then: [
                'Final reminder: ',
                { put: { of: 'asked' } },
                ' on ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
              ],
            },
          ],
        },
        { choose: [{ when: { of: 'pay_by' }, then: [', please pay by ', { put: { of: 'pay_by' } }] }] },
      ],
      body: [
        '# Our last reminder before we decide how to go on\n> ',
        {
          choose: [
            { when: { of: 'pay_by' }, then: ['Please pay by ', { put: { of: 'pay_by' } }, ', or speak to us.'] },
            { then: ['Please pay now, or speak to us.'] },
          ],
        },
        '\n\n',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                '\nInvoice **',
                { put: { of: 'invoice.number' }, data: true },
                '** was due on ',
                { put: { of: 'invoice.due' } },
                '. It is now ',
                { put: { of: 'invoice.status' } },
                ', and ',
                { put: { of: 'asked' } },
                ' is still unpaid.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' We last wrote to you on ', { put: { of: 'last_reminded' } }, '.'],
                    },
                  ],
                },
                '\n',
              ],
            },
            {
              then: [
                '\nStill unpaid: **',
                { put: { of: 'asked' } },
                '** on ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'invoice' }, { is: 'invoices' }] }],
                  },
                },
                '. The first was due on ',
                { put: { of: 'oldest.due' } },
                ' and is now ',
                { put: { of: 'oldest.status' } },
                '.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' We last wrote to you on ', { put: { of: 'last_reminded' } }, '.'],
                    },
                  ],
                },
                '\n',
              ],
            },
          ],
        },
        '\n\n',
        { place: 'invoices' },
        '\n\nPlease pay ',
        {
          choose: [
            { when: { terms: [{ of: 'single' }, { of: 'invoice.part' }, { op: 'and' }] }, then: ['the remaining '] },
          ],
        },
        '**',
        { put: { of: 'asked' } },
        '**',
        { choose: [{ when: { of: 'pay_by' }, then: [' by **', { put: { of: 'pay_by' } }, '**'] }, { then: [' now'] }] },
        '. If you cannot, or if you do not agree with ',
        { choose: [{ when: { of: 'single' }, then: ['the invoice'] }, { then: ['an invoice'] }] },
        ', please speak to us',
        { choose: [{ when: { of: 'pay_by' }, then: [' before then'] }] },
        ': we would much rather find a way with you.\n\nIf we have neither a payment nor word from you',
        { choose: [{ when: { of: 'pay_by' }, then: [' by then'] }] },
        ', we will decide how to go on.\n\n',
        { place: 'pay' },
      ],
    },
  },
  de: {
    'check-in': {
      subject: [
        {
          choose: [
            {
              when: { of: 'single' },
              then: ['Ist mit Rechnung ', { put: { of: 'invoice.number' }, data: true }, ' alles in Ordnung?'],
            },
            {
              then: [
                'Ist mit ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
                ' alles in Ordnung?',
              ],
            },
          ],
        },
      ],
      body: [
        '# Ist alles in Ordnung?\n> ',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                { put: { of: 'asked' } },
                ', fällig am ',
                { put: { of: 'invoice.due' } },
                '. Noch ist nichts zu zahlen; ist die Rechnung angekommen?',
              ],
            },
            {
              then: [
                { put: { of: 'asked' } },
                ', zuerst fällig am ',
                { put: { of: 'oldest.due' } },
                '. Noch ist nichts zu zahlen; sind die Rechnungen angekommen?',
              ],
            },
          ],
        },
        '\n\n',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                '\nDie Rechnung **',
                { put: { of: 'invoice.number' }, data: true },
                '** von ',
                { put: { of: 'sender.name' }, data: true },
                ' wird am ',
                { put: { of: 'invoice.due' } },
                ' fällig. Nichts ist überfällig.\n\nWir möchten nur sichergehen, dass sie angekommen ist, bei der richtigen Person liegt und nichts darin fehlt.\n',
              ],
            },
            {
              then: [
                '\n',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
                ' von ',
                { put: { of: 'sender.name' }, data: true },
                ' werden demnächst fällig, die erste am ',
                { put: { of: 'oldest.due' } },
                '. Nichts ist überfällig.\n\nWir möchten nur sichergehen, dass sie angekommen sind, bei der richtigen Person liegen und nichts darin fehlt.\n',
              ],
            },
          ],
        },
        '\n\n',
        { place: 'invoices' },
        '\n\nWenn etwas fehlt oder nicht wie vereinbart ist, antworten Sie bitte und sagen es uns. Wenn alles stimmt, ist jetzt nichts zu tun.\n\n',
        { place: 'pay' },
      ],
    },
    friendly: {
      subject: [
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                'Zahlungserinnerung: Rechnung ',
                { put: { of: 'invoice.number' }, data: true },
                ', ',
                { put: { of: 'asked' } },
                ', war am ',
                { put: { of: 'invoice.due' } },
                ' fällig',
              ],
            },
            {
              then: [
                'Zahlungserinnerung: ',
                { put: { of: 'asked' } },
                ' offen auf ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
              ],
            },
          ],
        },
      ],
      body: [
        '# Eine freundliche Erinnerung\n> ',
        { choose: [{ when: { of: 'single' }, then: ['Noch offen: ', { put: { of: 'asked' } }, '. '] }] },
        'Wenn Sie schon bezahlt haben, ist diese Nachricht gegenstandslos.\n\n',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                '\nDie Rechnung **',
                { put: { of: 'invoice.number' }, data: true },
                '** war am ',
                { put: { of: 'invoice.due' } },
                ' fällig. ',
                {
                  choose: [
                    { when: { of: 'invoice.part' }, then: ['Davon sind'] },
                    { then: ['Nach unseren Büchern sind'] },
                  ],
                },
                ' noch ',
                { put: { of: 'asked' } },
                ' offen. So etwas geht leicht unter.\n',
              ],
            },
            {
              then: [
                '\nNach unseren Büchern sind noch **',
                { put: { of: 'asked' } },
                '** auf ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
                ' offen. Die erste war am ',
                { put: { of: 'oldest.due' } },
                ' fällig. So etwas geht leicht unter.\n',
              ],
            },
          ],
        },
        '\n\n',
        { place: 'invoices' },
        '\n\nWenn Sie inzwischen bezahlt haben, vielen Dank, und bitte ignorieren Sie diese Nachricht. Sonst zahlen Sie bitte ',
        {
          choose: [
            { when: { terms: [{ of: 'single' }, { of: 'invoice.part' }, { op: 'and' }] }, then: ['die restlichen '] },
          ],
        },
        { put: { of: 'asked' } },
        '.\n\n',
        { place: 'pay' },
      ],
    },
    second: {
      subject: [
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                'Rechnung ',
                { put: { of: 'invoice.number' }, data: true },
                ' ist ',
                { put: { of: 'invoice.status' } },
                ': ',
                { put: { of: 'asked' } },
              ],
            },
            {
              then: [
                { put: { of: 'asked' } },
                ' überfällig auf ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
              ],
            },
          ],
        },
      ],
      body: [
        '# ',
        {
          choose: [
            { when: { of: 'single' }, then: ['Ihre Rechnung ist ', { put: { of: 'invoice.status' } }] },
            {
              then: [
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
                ' überfällig',
              ],
            },
          ],
        },
        '\n> ',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [{ put: { of: 'asked' } }, ', fällig am ', { put: { of: 'invoice.due' } }, ', noch nicht bezahlt.'],
            },
            { then: ['Die erste war am ', { put: { of: 'oldest.due' } }, ' fällig und ist noch nicht bezahlt.'] },
          ],
        },
        '\n\n',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                '\nDie Rechnung **',
                { put: { of: 'invoice.number' }, data: true },
                '** war am ',
                { put: { of: 'invoice.due' } },
                ' fällig und ist jetzt ',
                { put: { of: 'invoice.status' } },
                '; ',
                { put: { of: 'asked' } },
                ' sind noch offen.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' Zuletzt haben wir Ihnen am ', { put: { of: 'last_reminded' } }, ' geschrieben.'],
                    },
                  ],
                },
                '\n',
              ],
            },
            {
              then: [
                '\nNoch offen: **',
                { put: { of: 'asked' } },
                '** auf ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
                '. Die erste war am ',
                { put: { of: 'oldest.due' } },
                ' fällig und ist jetzt ',
                { put: { of: 'oldest.status' } },
                '.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' Zuletzt haben wir Ihnen am ', { put: { of: 'last_reminded' } }, ' geschrieben.'],
                    },
                  ],
                },
                '\n',
              ],
            },
          ],
        },
        '\n\n',
        { place: 'invoices' },
        '\n\nBitte zahlen Sie jetzt ',
        {
          choose: [
            { when: { terms: [{ of: 'single' }, { of: 'invoice.part' }, { op: 'and' }] }, then: ['die restlichen '] },
          ],
        },
        { put: { of: 'asked' } },
        '. Wenn dem etwas im Weg steht, antworten Sie und sagen es uns, damit wir es klären können.\n\n',
        { place: 'pay' },
      ],
    },
    firm: {
      subject: [
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                'Bitte begleichen Sie Rechnung ',
                { put: { of: 'invoice.number' }, data: true },
                ': ',
                { put: { of: 'asked' } },
                ', ',
                { put: { of: 'invoice.status' } },
              ],
            },
            {
              then: [
                'Bitte begleichen Sie ',
                { put: { of: 'asked' } },
                ': ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
                ' überfällig',
              ],
            },
          ],
        },
      ],
      body: [
        '# ',
        {
          choose: [
            { when: { of: 'single' }, then: ['Diese Rechnung braucht'] },
            { then: ['Diese Rechnungen brauchen'] },
          ],
        },
        ' jetzt Ihre Aufmerksamkeit\n> ',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [{ put: { of: 'asked' } }, ', fällig am ', { put: { of: 'invoice.due' } }, '.'],
            },
            { then: ['Die erste war am ', { put: { of: 'oldest.due' } }, ' fällig.'] },
          ],
        },
        ' Bitte zahlen Sie jetzt, oder sprechen Sie mit uns.\n\n',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                '\nDie Rechnung **',
                { put: { of: 'invoice.number' }, data: true },
                '** war am ',
                { put: { of: 'invoice.due' } },
                ' fällig. Sie ist jetzt ',
                { put: { of: 'invoice.status' } },
                ', und ',
                { put: { of: 'asked' } },
                ' sind noch offen.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' Zuletzt haben wir Ihnen am ', { put: { of: 'last_reminded' } }, ' geschrieben.'],
                    },
                  ],
                },
                '\n',
              ],
            },
            {
              then: [
                '\nNoch offen: **',
                { put: { of: 'asked' } },
                '** auf ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
                '. Die erste war am ',
                { put: { of: 'oldest.due' } },
                ' fällig und ist jetzt ',
                { put: { of: 'oldest.status' } },
                '.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' Zuletzt haben wir Ihnen am ', { put: { of: 'last_reminded' } }, ' geschrieben.'],
                    },
                  ],
                },
                '\n',
              ],
            },
          ],
        },
        '\n\nWir nehmen das ernst und möchten es gemeinsam mit Ihnen in Ordnung bringen.\n\n',
        { place: 'invoices' },
        '\n\nBitte zahlen Sie jetzt ',
        {
          choose: [
            { when: { terms: [{ of: 'single' }, { of: 'invoice.part' }, { op: 'and' }] }, then: ['die restlichen '] },
          ],
        },
        { put: { of: 'asked' } },
        '. Wenn Sie das nicht können oder mit ',
        { choose: [{ when: { of: 'single' }, then: ['der Rechnung'] }, { then: ['einer Rechnung'] }] },
        ' nicht einverstanden sind, sprechen Sie bitte mit uns.\n\n',
        { place: 'pay' },
      ],
    },
    final: {
      subject: [
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                'Letzte Zahlungserinnerung: Rechnung ',
                { put: { of: 'invoice.number' }, data: true },
                ', ',
                { put: { of: 'asked' } },
              ],
            },
            {
              then: [
                'Letzte Zahlungserinnerung: ',
                { put: { of: 'asked' } },
                ' auf ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
              ],
            },
          ],
        },
        { choose: [{ when: { of: 'pay_by' }, then: [', bitte bis ', { put: { of: 'pay_by' } }] }] },
      ],
      body: [
        '# Unsere letzte Erinnerung, bevor wir über das Weitere entscheiden\n> ',
        {
          choose: [
            {
              when: { of: 'pay_by' },
              then: ['Bitte zahlen Sie bis zum ', { put: { of: 'pay_by' } }, ', oder sprechen Sie mit uns.'],
            },
            { then: ['Bitte zahlen Sie jetzt, oder sprechen Sie mit uns.'] },
          ],
        },
        '\n\n',
        {
          choose: [
            {
              when: { of: 'single' },
              then: [
                '\nDie Rechnung **',
                { put: { of: 'invoice.number' }, data: true },
                '** war am ',
                { put: { of: 'invoice.due' } },
                ' fällig. Sie ist jetzt ',
                { put: { of: 'invoice.status' } },
                ', und ',
                { put: { of: 'asked' } },
                ' sind noch offen.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' Zuletzt haben wir Ihnen am ', { put: { of: 'last_reminded' } }, ' geschrieben.'],
                    },
                  ],
                },
                '\n',
              ],
            },
            {
              then: [
                '\nNoch offen: **',
                { put: { of: 'asked' } },
                '** auf ',
                {
                  put: {
                    terms: [{ of: 'count' }],
                    filters: [{ name: 'plural', args: [{ is: 'Rechnung' }, { is: 'Rechnungen' }] }],
                  },
                },
                '. Die erste war am ',
                { put: { of: 'oldest.due' } },
                ' fällig und ist jetzt ',
                { put: { of: 'oldest.status' } },
                '.',
                {
                  choose: [
                    {
                      when: { of: 'last_reminded' },
                      then: [' Zuletzt haben wir Ihnen am ', { put: { of: 'last_reminded' } }, ' geschrieben.'],
                    },
                  ],
                },
                '\n',
              ],
            },
          ],
        },
        '\n\n',
        { place: 'invoices' },
        '\n\nBitte zahlen Sie ',
        {
          choose: [
            { when: { terms: [{ of: 'single' }, { of: 'invoice.part' }, { op: 'and' }] }, then: ['die restlichen '] },
          ],
        },
        '**',
        { put: { of: 'asked' } },
        '**',
        {
          choose: [
            { when: { of: 'pay_by' }, then: [' bis zum **', { put: { of: 'pay_by' } }, '**'] },
            { then: [' jetzt'] },
          ],
        },
        '. Wenn Sie das nicht können oder mit ',
        { choose: [{ when: { of: 'single' }, then: ['der Rechnung'] }, { then: ['einer Rechnung'] }] },
        ' nicht einverstanden sind, sprechen Sie bitte ',
        { choose: [{ when: { of: 'pay_by' }, then: ['vorher '] }] },
        'mit uns: Am liebsten finden wir eine Lösung mit Ihnen.\n\nWenn ',
        { choose: [{ when: { of: 'pay_by' }, then: ['bis dahin '] }] },
        'weder eine Zahlung noch eine Nachricht von Ihnen bei uns ist, entscheiden wir, wie es weitergeht.\n\n',
        { place: 'pay' },
      ],
    },
  },
};
