import './tokens.css';
import './parts/parts.css';
import './parts/form.css';
import './parts/room.css';
import './parts/table.css';
import './parts/overlay.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { connect } from './backend';
import { speak } from './i18n/language.svelte';
import { normalizeShiftTab } from './layout/normalizeShiftTab';
import { sessionWindowFromUrl } from './layout/sessionWindow';
import { copyThrough } from './parts/clipboard';
import { isLinux } from './parts/platform';
import Solo from './SessionWindow.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

normalizeShiftTab(window);
const backend = await connect();
if (isLinux()) copyThrough((text) => backend.copyText(text));
// The first frame is in the person's language already; in English nothing is loaded for that.
await speak(backend.settingsAtStart?.settings.appearance.language ?? 'system');
const only = sessionWindowFromUrl(window.location.search);
if (only) mount(Solo, { target, props: { backend, only } });
else mount(App, { target, props: { backend } });
