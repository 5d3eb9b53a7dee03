// The texts of ours on the page that are English, though the window speaks German: those of an English sentence
// of the catalogues, and those with a word that no German sentence has.
const [sentences, german] = arguments;
const matches = (sources) => {
  const patterns = sources.map((source) => new RegExp(source, 'su'));
  return (text) => patterns.some((pattern) => pattern.test(text));
};
const [isEnglish, isGerman] = [matches(sentences), matches(german)];
const WORDS = /\b(?:the|is|are|of|not|with|and|to|your|its|can't|could)\b/u;
// Programs' and engines' own words, what a person types, and names of keys.
const OTHERS = 'style, script, kbd, .xterm, details .words, .mono, input, textarea, [lang="en"]';
const SPOKEN = ['aria-label', 'title', 'placeholder', 'aria-description'];
const visible = (element) => element.checkVisibility?.() ?? true;
const elements = [...document.body.querySelectorAll('*')].filter((one) => !one.closest(OTHERS) && visible(one));
const texts = elements.flatMap((one) =>
  [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent),
);
const attributes = elements.flatMap((one) => SPOKEN.map((name) => one.getAttribute(name) ?? ''));
const left = [...texts, ...attributes]
  .map((text) => text.trim())
  .filter((text) => (isEnglish(text) && !isGerman(text)) || WORDS.test(text.replace(/„[^“]*“/g, '')));
return [...new Set(left)];
