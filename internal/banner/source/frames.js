// Frames of others wait for a yes, as scripts do: <iframe data-category="…" data-src="…">.
import { button } from './page.js';

const boxes = new WeakMap(); // what stands where a frame waits

/** frames loads the frames of purposes with a yes, and empties those of the others. */
export function frames(given, says, open) {
  for (const frame of document.querySelectorAll('iframe[data-category][data-src]')) {
    const { category, src } = frame.dataset;
    const box = boxes.get(frame);
    if (!given.includes(category)) {
      let waiting = frame;
      if (frame.hasAttribute('src')) {
        waiting = frame.cloneNode(); // what the frame ran ends with it
        waiting.removeAttribute('src');
        frame.replaceWith(waiting);
      }
      if (!box) hold(waiting, says(category), open);
    } else {
      if (box) {
        box.remove();
        boxes.delete(frame);
        frame.style.display = '';
      }
      if (!frame.hasAttribute('src')) frame.src = src;
    }
  }
}

// hold says in the frame's place what would be there, in a box of its size: nothing on the page moves.
function hold(frame, said, open) {
  const { width, height } = frame.getBoundingClientRect();
  if (!said || width < 160 || height < 32) return; // hidden, or too small to say anything
  const box = document.createElement('div');
  box.className = 'ordholden-waits';
  box.append(said, ' ', button('open', open));
  Object.assign(box.style, { width: `${width}px`, height: `${height}px`, margin: getComputedStyle(frame).margin });
  frame.style.display = 'none';
  frame.after(box);
  boxes.set(frame, box);
}
