// The left, right and middle of the last place in a terminal that shows `text`, CSS pixels.
const [name, text] = arguments;
const rows = [...document.querySelectorAll(`[aria-label="Terminal ${name}"] .xterm-rows > div`)];
for (const row of rows.reverse()) {
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const at = node.data.replaceAll('\u00a0', ' ').lastIndexOf(text);
    if (at < 0) continue;
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, at + text.length);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    return [left, right, (top + bottom) / 2];
  }
}
return null;
