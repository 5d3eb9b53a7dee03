// One xterm.js as Berth uses it, for live terminals and for logs alike: silent,
// in Berth's colours and font, with links that are judged before they open.

import '@xterm/xterm/css/xterm.css';
import './screen.css';

import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { type IBufferRange, type IDisposable, type ITerminalOptions, Terminal } from '@xterm/xterm';

import type { TerminalSize } from '../backend/port';
import type { Preferences } from '../preferences/preferences.svelte';
import { fontStack } from '../theme/fonts';
import { currentTheme, onThemeChange } from '../theme/theme';
import { clampRepeat } from './clampRepeat';
import { sendCompositionsOnce } from './composition';
import { correct } from './corrections';
import { Keyboard } from './keyboard';
import { judgeLink, type LinkVerdict } from './links';
import { Painter } from './painter';
import { obeyPolicy } from './policy';
import { promptsOf } from './prompts';
import { swallowQueries } from './queries';
import { keepTextOnResize } from './reflow';
import { limitSynchronized } from './synchronized';
import { modelClusters } from './unicode';

export interface ScreenOptions {
  /** What the person set; followed as long as the screen lives. */
  preferences: Preferences;
  /** Lines kept above the screen; null is as the person set it. */
  scrollback: number | null;
  /** Takes no keys at all. */
  readOnly: boolean;
  onlink: (verdict: LinkVerdict) => void;
  /** The target of the link under the pointer; null when it left. */
  onhover: (target: string | null) => void;
  /** The cells have another size: more or fewer fit. */
  onmetrics: () => void;
}

/** Ends whatever sequence a cut stream left open, also half a character. */
export const CANCEL = Uint8Array.of(0x18);

/** Ends what programs may have left and that a reset leaves: titles that were put by, colours. */
const FORGET = `${'\x1b[23;0t'.repeat(10)}\x1b]0;\x1b\\\x1b]104\x1b\\\x1b]110\x1b\\\x1b]111\x1b\\\x1b]112\x1b\\`;

export class Screen {
  readonly terminal: Terminal;
  readonly search = new SearchAddon();
  /** How keys are to be written. */
  readonly keyboard: Keyboard;
  readonly #fit = new FitAddon();
  readonly #painter: Painter;
  readonly #disposables: IDisposable[];
  #host: HTMLElement;
  #options: ScreenOptions;

  /** Opens in `host`, which must be in the document. Wait for `fontReady` first. */
  constructor(host: HTMLElement, options: ScreenOptions) {
    this.#host = host;
    this.#options = options;
    const onlink = (verdict: LinkVerdict): void => this.#options.onlink(verdict);
    const onhover = (target: string | null): void => this.#options.onhover(target);
    const leave = (): void => onhover(null);
    obeyPolicy(document);
    this.terminal = new Terminal({
      allowProposedApi: true,
      altClickMovesCursor: false,
      ...settingsNow(options),
      cursorInactiveStyle: options.readOnly ? 'none' : 'outline',
      disableStdin: options.readOnly,
      linkHandler: {
        activate: (_, target, range) => onlink(judgeLink(target, this.#textIn(range))),
        hover: (_, target) => onhover(target),
        leave,
        // Else a link to anything but the web is none, and nobody sees where it leads.
        allowNonHttpProtocols: true,
      },
      // Programs pick colours for a dark ground; on a light one they stay legible this way.
      minimumContrastRatio: 4.5,
      overviewRuler: { width: 10 },
      theme: currentTheme(options.preferences),
      // Of the window operations only saving and restoring the title; no reports.
      windowOptions: { pushTitle: true, popTitle: true },
    });
    const webLinks = new WebLinksAddon((_, target) => onlink(judgeLink(target, null)), {
      hover: (_, target) => onhover(target),
      leave,
    });
    for (const addon of [this.#fit, this.search, webLinks]) this.terminal.loadAddon(addon);
    this.terminal.unicode.register(modelClusters);
    this.terminal.unicode.activeVersion = modelClusters.version;
    clampRepeat(this.terminal);
    promptsOf(this.terminal);
    keepTextOnResize(this.terminal);
    this.keyboard = new Keyboard(this.terminal);
    this.#painter = new Painter(this.terminal);
    const follow = options.preferences.subscribe(() => this.#follow());
    this.#disposables = [
      this.keyboard,
      swallowQueries(this.terminal),
      correct(this.terminal),
      limitSynchronized(this.terminal),
      { dispose: follow },
      onThemeChange(options.preferences, (theme) => {
        this.terminal.options.theme = theme;
      }),
    ];
    this.terminal.open(host);
    this.#disposables.push(sendCompositionsOnce(this.terminal));
    this.#painter.paint(options.preferences.terminal);
  }

  /** Goes to another host, which must be in the document, as it is. */
  moveTo(host: HTMLElement, options: ScreenOptions): void {
    this.#host = host;
    this.#options = options;
    if (this.terminal.element) host.append(this.terminal.element);
    this.#follow();
  }

  /** Fills the host; null while the host is not laid out, which changes nothing. */
  fit(): TerminalSize | null {
    if (this.#host.clientWidth === 0 || this.#host.clientHeight === 0) return null;
    const proposed = this.#fit.proposeDimensions();
    if (!proposed || !(proposed.cols > 0) || !(proposed.rows > 0)) return null;
    if (proposed.cols !== this.terminal.cols || proposed.rows !== this.terminal.rows) this.#fit.fit();
    return { cols: this.terminal.cols, rows: this.terminal.rows };
  }

  /**
   * Clears the screen and what is above it, behind all that was written before.
   * `lines`: what comes next has bare line feeds, as output without a terminal has.
   */
  clear(lines: boolean): void {
    this.terminal.write(CANCEL, () => {
      this.terminal.reset();
      promptsOf(this.terminal).clear();
      this.terminal.options.convertEol = lines;
    });
  }

  /** As if new, behind all that was written before: resolves then. */
  forget(): Promise<void> {
    this.search.clearDecorations();
    this.terminal.blur();
    this.terminal.attachCustomKeyEventHandler(() => true);
    this.terminal.write(CANCEL);
    return new Promise((resolve) => {
      this.terminal.write(FORGET, () => {
        this.terminal.reset();
        promptsOf(this.terminal).clear();
        this.terminal.options.convertEol = false;
        this.terminal.options.disableStdin = false;
        resolve();
      });
    });
  }

  /** Everything above and on the screen, lines joined where they were only wrapped. */
  text(): string {
    const buffer = this.terminal.buffer.normal;
    let text = '';
    for (let y = 0; y < buffer.length; y++) {
      const line = buffer.getLine(y);
      if (!line) break;
      const wraps = buffer.getLine(y + 1)?.isWrapped ?? false;
      text += line.translateToString(!wraps) + (wraps ? '' : '\n');
    }
    return text.replace(/\n+$/, '\n');
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#painter.dispose();
    this.terminal.dispose();
  }

  /** Looks as it is set now; nothing is attached anew. */
  #follow(): void {
    const options = this.#options;
    const { fontFamily, fontSize } = this.terminal.options;
    const wanted = settingsNow(options);
    // xterm.js takes an option that did not change for a change, and a new scrollback for a resize.
    for (const [name, value] of Object.entries(wanted) as [string, unknown][]) {
      if (this.terminal.options[name as keyof ITerminalOptions] !== value)
        Object.assign(this.terminal.options, { [name]: value });
    }
    this.#painter.paint(options.preferences.terminal);
    if (fontFamily !== wanted.fontFamily || fontSize !== wanted.fontSize) options.onmetrics();
  }

  #textIn({ start, end }: IBufferRange): string {
    const buffer = this.terminal.buffer.active;
    let text = '';
    for (let y = start.y; y <= end.y; y++) {
      const from = y === start.y ? start.x - 1 : 0;
      const to = y === end.y ? end.x : undefined;
      text += buffer.getLine(y - 1)?.translateToString(false, from, to) ?? '';
    }
    return text.trim();
  }
}

function settingsNow({ preferences, scrollback, readOnly }: ScreenOptions): ITerminalOptions {
  const set = preferences.terminal;
  return {
    cursorBlink: set.cursorBlink && !readOnly,
    cursorStyle: set.cursorStyle,
    fontFamily: fontStack(set.fontFamily),
    fontSize: preferences.fontSize,
    screenReaderMode: set.screenReader,
    scrollback: scrollback ?? set.scrollback,
  };
}
