// What a page would do that somebody else wrote. Answers with a list of [attempt, outcome]; nothing may be 'done'.
const [server, session, done] = arguments;
const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
const outcomes = [];
const attempt = async (name, act) => {
  try {
    const answer = await act();
    outcomes.push([name, answer === undefined ? 'nothing' : `done: ${JSON.stringify(answer)}`]);
  } catch (error) {
    outcomes.push([name, `refused: ${error?.code ?? error?.name ?? error}`]);
  }
};
const soon = () => new Promise((resolve) => setTimeout(resolve, 300));
/** Puts an element into the page, and takes it out again. */
const put = async (element) => {
  document.body.append(element);
  await soon();
  element.remove();
};
const made = (tag, attributes) => {
  const element = document.createElementNS('http://www.w3.org/1999/xhtml', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const markup = (html) => {
  const element = document.createElement('div');
  element.innerHTML = html;
  return element;
};
/** A channel, as the page's own library sends it. */
const channel = () => `__CHANNEL__:${transformCallback(() => undefined)}`;

const paths = async () => {
  const sources = ['/etc/passwd'];
  const words = { title: 'x', kind: 'x' };
  await attempt('copy in', () => invoke('copy_in', { session, sources, folder: '/', channel: channel() }));
  const spec = { folder: '/etc', file: '', tag: 'localhost/stolen:1', noCache: false, pull: false };
  await attempt('build', () => invoke('build_image', { engine: session.engine, spec }));
  await attempt('show a file', () => invoke('show_in_folder', { path: '/etc/passwd' }));
  for (const url of [
    'file:///etc/passwd',
    'javascript:1',
    'ssh://-oProxyCommand=x/',
    'smb://host/share',
    '/etc/passwd',
  ])
    await attempt(`open ${url}`, () => invoke('open_link', { url }));
  await attempt('a window of nothing', () => invoke('open_window', { engine: session.engine, id: '../../x' }));
  for (const engine of ['docker:evil', 'ssh://elsewhere', '/bin/sh', '--help', 'podman:../../etc'])
    await attempt(`engine ${engine}`, () => invoke('session_logs', { engine, id: session.id, lines: 1 }));
  for (const id of ['--help', '-f', '../x'])
    await attempt(`id ${id}`, () => invoke('session_status', { engine: session.engine, id }));
  await attempt('a colour that is none', () =>
    invoke('save_output', {
      ...session,
      format: 'html',
      palette: { foreground: '</style><script>', background: 'x', ansi: [] },
      size: { cols: 80, rows: 24 },
      words,
    }),
  );
};

/** Of Tauri's own commands and its plugins', the page has none. */
const plugins = async () => {
  for (const [command, args] of [
    ['plugin:event|listen', { event: 'tauri://drag-drop', target: { kind: 'Any' }, handler: 1 }],
    ['plugin:event|emit', { event: 'x' }],
    ['plugin:window|set_title', { label: 'main', value: 'stolen' }],
    ['plugin:window|create', { options: { label: 'x' } }],
    ['plugin:webview|create_webview_window', { options: { label: 'x', url: server } }],
    ['plugin:webview|internal_toggle_devtools', {}],
    ['plugin:app|version', {}],
    ['plugin:path|resolve_directory', { directory: 1 }],
    ['plugin:image|from_path', { path: '/etc/passwd' }],
    ['plugin:menu|new', { kind: 'Menu' }],
    ['plugin:tray|new', { options: {} }],
    ['plugin:resources|close', { rid: 0 }],
    ['plugin:opener|open_path', { path: '/etc/passwd' }],
    ['plugin:notification|notify', { options: { title: 'x' } }],
    ['plugin:window-state|restore_state', { label: 'main', flags: 1 }],
    ['plugin:shell|execute', { program: 'sh' }],
    ['plugin:fs|read_text_file', { path: '/etc/passwd' }],
    ['plugin:clipboard-manager|read_text', {}],
    ['execute', { program: 'sh' }],
  ])
    await attempt(command, () => invoke(command, args));
};

const network = async () => {
  await attempt('fetch', () => fetch(server));
  await attempt('fetch a file', () => fetch('file:///etc/passwd'));
  await attempt('fetch the own folder', () => fetch('tauri://localhost/../../../etc/passwd'));
  // It says yes in any case.
  await attempt('beacon', () => void navigator.sendBeacon(server, 'x'));
  await attempt('socket', async () => {
    const socket = new WebSocket(server.replace('http', 'ws'));
    return new Promise((resolve, reject) => {
      socket.onopen = () => resolve('open');
      socket.onerror = () => reject('closed');
    });
  });
  await attempt('events', async () => {
    const events = new EventSource(server);
    return new Promise((resolve, reject) => {
      events.onopen = () => resolve('open');
      events.onerror = () => reject('closed');
    });
  });
  await attempt('import', () => import(server));
  await attempt('a worker', async () => {
    const code = URL.createObjectURL(new Blob([`fetch('${server}')`]));
    return new Promise((resolve, reject) => {
      const worker = new Worker(code);
      worker.onerror = () => reject('closed');
      setTimeout(resolve, 500);
    });
  });
  // None of these answers: the server that is asked would.
  await put(made('img', { src: `${server}/img` }));
  await put(made('script', { src: `${server}/script` }));
  await put(made('link', { rel: 'stylesheet', href: `${server}/style` }));
  await put(made('link', { rel: 'prefetch', href: `${server}/prefetch` }));
  await put(made('iframe', { src: `${server}/frame` }));
  await put(made('object', { data: `${server}/object` }));
  await put(made('embed', { src: `${server}/embed` }));
  await put(made('video', { src: `${server}/video` }));
  const form = made('form', { action: `${server}/form`, method: 'post' });
  document.body.append(form);
  form.submit();
  await soon();
  form.remove();
  await put(markup(`<div style="background: url(${server}/background)">x</div>`));
};

const clipboard = async () => {
  const limited = (promise) => Promise.race([promise, soon().then(soon)]);
  await attempt('read a text', () => limited(navigator.clipboard?.readText()));
  await attempt('read all', () => limited(navigator.clipboard?.read()));
  const area = document.createElement('textarea');
  document.body.append(area);
  area.focus();
  await attempt('execCommand', () => document.execCommand('paste') || undefined);
  await attempt('have the host paste', async () => (await invoke('paste')) || undefined);
  await soon();
  outcomes.push(['pasted', area.value ? `done: ${area.value}` : 'nothing']);
  area.remove();
};

const scripts = async () => {
  window.ran = [];
  await attempt('eval', () => (0, eval)('window.ran.push("eval")'));
  await attempt('Function', () => new Function('window.ran.push("Function")')());
  await attempt('a timer of text', () => void setTimeout('window.ran.push("timer")', 0));
  const inline = document.createElement('script');
  inline.textContent = 'window.ran.push("inline")';
  await put(inline);
  await put(made('script', { src: 'data:text/javascript,window.ran.push("data")' }));
  await put(made('iframe', { srcdoc: '<script>parent.ran.push("srcdoc")</script>' }));
  await put(made('iframe', { src: 'javascript:parent.ran.push("frame")' }));
  await put(markup('<img src="x" onerror="window.ran.push(`error`)"><svg onload="window.ran.push(`svg`)"></svg>'));
  const button = made('button', { onclick: 'window.ran.push("click")' });
  document.body.append(button);
  button.click();
  const link = made('a', { href: 'javascript:window.ran.push("link")' });
  document.body.append(link);
  link.click();
  await soon();
  button.remove();
  link.remove();
  outcomes.push(['scripts that ran', window.ran.length ? `done: ${window.ran}` : 'nothing']);
};

const styles = async () => {
  const styled = markup('<p style="color: rgb(1, 2, 3)">x</p><style>b { color: rgb(4, 5, 6) }</style><b>x</b>');
  document.body.append(styled);
  for (const tag of ['p', 'b']) {
    const { color } = getComputedStyle(styled.querySelector(tag));
    outcomes.push([`style of ${tag}`, /\((1, 2, 3|4, 5, 6)\)/.test(color) ? `done: ${color}` : 'nothing']);
  }
  styled.remove();
  const base = made('base', { href: `${server}/` });
  document.head.append(base);
  outcomes.push(['base', document.baseURI.startsWith(server) ? `done: ${document.baseURI}` : 'nothing']);
  base.remove();
};

const ways_out = async () => {
  outcomes.push(['a window', window.open(`${server}/window`) ? 'done' : 'nothing']);
  const blank = made('a', { href: `${server}/blank`, target: '_blank' });
  const away = made('a', { href: `${server}/away` });
  const data = made('a', { href: 'data:text/plain,stolen', download: 'stolen.txt' });
  const blob = made('a', { href: URL.createObjectURL(new Blob(['stolen'])), download: 'stolen.txt' });
  for (const link of [blank, away, data, blob]) {
    document.body.append(link);
    link.click();
    await soon();
    link.remove();
  }
  for (const url of [`${server}/location`, 'file:///etc/passwd', 'about:blank', 'data:text/html,stolen']) {
    location.href = url;
    await soon();
    outcomes.push([`go to ${url}`, location.href.startsWith('tauri://localhost') ? 'nothing' : `done: ${location}`]);
  }
};

const prototypes = async () => {
  await attempt('pollute', () => {
    Object.prototype.polluted = 1;
    JSON.parse('{"__proto__": {"polluted": 1}}');
    return {}.polluted;
  });
  await attempt('replace', () => {
    Object.defineProperty(Object.prototype, 'toString', { value: () => 'stolen' });
    return true;
  });
};

(async () => {
  await paths();
  await plugins();
  await network();
  await clipboard();
  await scripts();
  await styles();
  await prototypes();
  await ways_out();
  done(outcomes);
})();
