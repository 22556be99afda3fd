// Frames of others wait for a yes, as scripts do: <iframe data-category="…" data-src="…">.

/** frames loads the frames of purposes with a yes, and empties those of the others. */
export function frames(given) {
  for (const frame of document.querySelectorAll('iframe[data-category][data-src]')) {
    const yes = given.includes(frame.dataset.category);
    if (yes && !frame.hasAttribute('src')) {
      frame.src = frame.dataset.src;
    } else if (!yes && frame.hasAttribute('src')) {
      const empty = frame.cloneNode(); // what the frame ran ends with it
      empty.removeAttribute('src');
      frame.replaceWith(empty);
    }
  }
}
