// The lines of the terminal in a region, the one on screen before hidden ones.
const [region] = arguments;
const all = [...document.querySelectorAll(`[aria-label="${region}"]`)];
const pane = all.find((pane) => pane.getClientRects().length > 0) ?? all[0];
const rows = [...(pane?.querySelectorAll('.xterm-rows > div') ?? [])];
return rows.map((row) => row.textContent.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
