// The style of the banner, brought in so that a policy without 'unsafe-inline' lets it.
import sheet from 'ordholden:style';

/** dress styles the page's banner; a browser without constructed sheets loads the same as a file. */
export function dress(file) {
  try {
    const made = new CSSStyleSheet();
    made.replaceSync(sheet);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, made];
  } catch {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = file;
    document.head.append(link);
  }
}
