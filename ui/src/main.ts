import './tokens.css';
import './parts/parts.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { connect } from './backend';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

const backend = await connect();
mount(App, { target, props: { backend } });
