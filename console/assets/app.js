// What the pages do beyond links and forms; all of them work without it.

// A form that takes a while says so, and is sent once. Disabling waits a moment, for a disabled button is not sent.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', () => {
    const note = document.createElement('div');
    note.className = 'busy';
    note.setAttribute('role', 'status');
    const spinner = document.createElement('span');
    spinner.className = 'spinner';
    note.append(spinner, form.dataset.busy ?? 'One moment.');
    document.body.append(note);
    setTimeout(() => {
      for (const button of document.querySelectorAll('form[method="post"] button')) button.disabled = true;
    });
  });
}

// The browser may show a page again from its memory, with its buttons still disabled.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

for (const select of document.querySelectorAll('[data-submits]')) {
  select.addEventListener('change', () => select.form.requestSubmit());
}

// A mail's frame is as high as its mail.
for (const frame of document.querySelectorAll('iframe.mail')) {
  const refit = () => {
    const root = frame.contentDocument?.documentElement;
    if (!root) return;
    frame.style.height = '0';
    frame.style.height = `${root.scrollHeight + 2}px`;
  };
  frame.addEventListener('load', refit);
  window.addEventListener('resize', refit);
  refit();
}

// After a payment the page asks until the case has ended and the receipt is there.
const POLLS = 30;
const watch = async (banner, left) => {
  const from = banner.dataset.poll;
  if (!from || left === 0) return;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const answer = await fetch(from).catch(() => undefined);
  if (!answer?.ok) return watch(banner, left - 1);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.aftermath');
  if (!fresh) return;
  if (fresh.innerHTML !== banner.innerHTML) banner.innerHTML = fresh.innerHTML;
  banner.dataset.poll = fresh.dataset.poll;
  return watch(banner, left - 1);
};
for (const banner of document.querySelectorAll('.aftermath[data-poll]')) void watch(banner, POLLS);

// The list keeps its place, and j and k walk it.
const letters = document.querySelector('.letters');
const row = letters?.querySelector('[aria-current]');
if (row) letters.scrollTop = row.offsetTop - letters.clientHeight / 2;
document.addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
  if (ctrlKey || metaKey || altKey || target.closest?.('input, select, textarea')) return;
  const step = { j: 1, k: -1 }[key];
  if (!step) return;
  const rows = [...document.querySelectorAll('.letters a')];
  const at = rows.findIndex((row) => row.getAttribute('aria-current'));
  rows[at + step]?.click();
});
