#!/usr/bin/env node
// Starts Readout on a Node that can run it: this one if it is new enough, else the one that `npm ci` installed here.
// Plain JavaScript for old Nodes, so nothing newer than Node 14 may be used before the check.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const OLDEST = 26;
const main = new URL('../src/main.ts', import.meta.url);

if (Number.parseInt(process.versions.node, 10) >= OLDEST) {
  // The same as in main.ts, but in time for main.ts itself: what strips its types takes longer to load than the rest of
  // a question takes to answer.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/readout', import.meta.url)));
  await import(main.href);
} else {
  const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (existsSync(node)) run(node);
  else {
    process.stderr.write(
      `readout needs Node ${OLDEST} and this is ${process.version}. Run "npm ci" in the project: it installs the right one beside it.\n`,
    );
    process.exitCode = 2;
  }
}

function run(node) {
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  // The child decides when to end; a terminal's Ctrl-C reaches it anyway, other signals are passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', (error) => {
    process.stderr.write(`readout could not be started: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
