// Speaks to `berthctl mcp` as an agent does, with the protocol's own client. Arguments: the folder of node_modules, a
// JSON array of calls ({tool, arguments}, or an array of those, which are made at once), the program and its
// arguments. Prints the tools and the answers as JSON.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, calls, command, ...args] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const load = (path) => import(pathToFileURL(require.resolve(`@modelcontextprotocol/sdk/${path}`)));
const { Client } = await load('client/index.js');
const { StdioClientTransport } = await load('client/stdio.js');

/** Milliseconds that an answer may take on a loaded machine; the client's own limit is 60 s. */
const PATIENCE = 300_000;

const client = new Client({ name: 'berth-tests', version: '1.0.0' });
await client.connect(new StdioClientTransport({ command, args, env: process.env }));
const { tools } = await client.listTools();
const answers = [];

async function call({ tool, arguments: given }) {
  // What an earlier answer said, as the hash of a screen.
  const filled = JSON.stringify(given).replaceAll('$HASH', () => answers.at(-1).structured?.seen?.hash);
  try {
    const result = await client.callTool({ name: tool, arguments: JSON.parse(filled) }, undefined, { timeout: PATIENCE });
    const text = result.content.map((part) => part.text).join('\n');
    return { error: result.isError === true, text, structured: result.structuredContent };
  } catch (error) {
    return { error: true, text: String(error) };
  }
}

for (const next of JSON.parse(calls)) answers.push(...(await Promise.all([next].flat().map(call))));
await client.close();
const server = client.getServerVersion();
process.stdout.write(JSON.stringify({ server, instructions: client.getInstructions(), tools, answers }));
