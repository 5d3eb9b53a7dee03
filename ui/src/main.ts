import './tokens.css';
import './parts/parts.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { connect } from './backend';
import { nameBackTab } from './layout/normalizeShiftTab';
import { soloFromUrl } from './layout/sessionWindow';
import Solo from './SessionWindow.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

nameBackTab(window);
const backend = await connect();
const only = soloFromUrl(window.location.search);
if (only) mount(Solo, { target, props: { backend, only } });
else mount(App, { target, props: { backend } });
