// What the banner is on the page: the lasting way to one's choices, and what the library lacks for
// keyboards and screen readers.
const opener = 'ordholden-open';
const own = '[data-ordholden="open"]';

/** links makes the page's own links open the choices, or draws a button where there is none. */
export function links(label, open) {
  if (!document.querySelector(`${own},[data-cc="show-preferencesModal"]`)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.id = opener;
    button.textContent = label;
    document.body.append(button);
  }
  document.addEventListener('click', (e) => {
    if (!e.target.closest || !e.target.closest(`${own},#${opener}`)) return;
    e.preventDefault();
    open();
  });
}

/** wire mends a dialog of the library's when it is made. */
export function wire({ modalName, modal }) {
  if (modalName === 'preferencesModal') {
    for (const box of modal.querySelectorAll('input[type=checkbox]')) box.setAttribute('role', 'switch');
    return;
  }
  // The first layer lies over the page and bars nobody from it: it is not modal, and the Tab key leaves it.
  modal.setAttribute('aria-modal', 'false');
  addEventListener('keydown', (e) => {
    if (e.key === 'Tab' && modal.contains(e.target)) e.stopImmediatePropagation();
  }, true);
}
