// What the banner is on the page: the lasting way to one's choices, and what the library lacks for
// keyboards and screen readers.
const own = '[data-ordholden="open"]';
const back = '[data-ordholden="refuse"]';

/** button is one that the script answers, wherever it stands. */
export const button = (what, label) => {
  const made = document.createElement('button');
  made.type = 'button';
  made.dataset.ordholden = what;
  made.textContent = label;
  return made;
};

/**
 * links makes the page's own links do what they name, and draws buttons where it has none; again when
 * called after the page was made anew by its own script.
 */
export function links(text, acts) {
  const drawn = document.createElement('div');
  drawn.id = 'ordholden-lasting';
  drawn.append(button('open', text.open), button('refuse', text.back));
  const draw = () => {
    // A button where a frame waits goes when the frame comes: it is no lasting way.
    if (!document.querySelector(`${own}:not(.ordholden-waits *),[data-cc="show-preferencesModal"]`)) document.body.append(drawn);
  };
  draw();
  document.addEventListener('click', (e) => {
    const link = e.target.closest && e.target.closest('[data-ordholden]');
    const act = link && acts[link.dataset.ordholden];
    if (!act) return;
    e.preventDefault();
    act();
  });
  return draw;
}

/** offer shows the one click that takes everything back where there is a yes (Art. 7(3): as easy as giving it), and the receipt of an answer. */
export function offer(yes, answered) {
  for (const link of document.querySelectorAll(back)) link.hidden = !yes;
  for (const link of document.querySelectorAll('[data-ordholden="receipt"]')) link.hidden = !answered;
}

/** wire mends a dialog of the library's when it is made. */
export function wire({ modalName, modal }) {
  if (modalName === 'preferencesModal') {
    for (const box of modal.querySelectorAll('input[type=checkbox]')) box.setAttribute('role', 'switch');
    // The library writes the words of a heading where its id belongs.
    for (const cell of modal.querySelectorAll('td[headers]')) cell.removeAttribute('headers');
    return;
  }
  // The first layer lies over the page and bars nobody from it: it is not modal, and the Tab key leaves it.
  modal.setAttribute('aria-modal', 'false');
  addEventListener('keydown', (e) => {
    if (e.key === 'Tab' && modal.contains(e.target)) e.stopImmediatePropagation();
  }, true);
}
