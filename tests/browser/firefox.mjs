// Drives an installed Firefox over its own remote protocol, Marionette: JSON messages with their
// length before them. A few commands are all that a second engine is needed for.

import { spawn } from 'node:child_process';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { once } from 'node:events';

const NAMES = ['firefox', 'firefox-esr'];

/** Milliseconds that Firefox may take to listen. */
const PATIENCE = 60_000;

/** The program: the one that FIREFOX names, or one on the PATH; `undefined` where there is none. */
export async function findFirefox() {
  if (process.env.FIREFOX) return process.env.FIREFOX;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (await access(path).then(() => true, () => false)) return path;
    }
  }
  return undefined;
}

/**
 * Starts Firefox without a window, for one journey.
 * @param {string} program
 * @param {(page: { goto: Function, evaluate: Function, waitFor: Function }) => Promise<void>} journey
 */
export async function withFirefox(program, journey) {
  const profile = await mkdtemp(join(tmpdir(), 'appgw-doctor-firefox-'));
  const port = await freePort();
  await writeFile(join(profile, 'user.js'), `user_pref("marionette.port", ${port});\n`);
  const firefox = spawn(program, ['--headless', '--no-remote', '--marionette', '--profile', profile], { stdio: 'ignore' });
  // It may end before it listens, or not start at all.
  const gone = new Promise((resolve) => {
    firefox.once('exit', (code) => resolve(`it ended with ${code}`));
    firefox.once('error', (error) => resolve(error.message));
  });
  const early = gone.then((why) => { throw new Error(`${program}: ${why}`); });
  early.catch(() => {});
  try {
    const connection = await Promise.race([Marionette.connect(port), early]);
    await connection.send('WebDriver:NewSession', {});
    const evaluate = async (script, ...args) =>
      (await connection.send('WebDriver:ExecuteScript', { script: `return (${script})(...arguments);`, args })).value;
    await journey({
      goto: (url) => connection.send('WebDriver:Navigate', { url }),
      evaluate,
      async waitFor(script, ...args) {
        const end = Date.now() + PATIENCE;
        while (!await evaluate(script, ...args)) {
          if (Date.now() > end) throw new Error(`still not so: ${script}`);
          await pause();
        }
      },
    });
    connection.close();
  } finally {
    firefox.kill();
    await gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const pause = () => new Promise((resolve) => { setTimeout(resolve, 100); });

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A connection: `length:[0, id, command, parameters]` out, `length:[1, id, error, result]` back. */
class Marionette {
  #socket;
  #received = Buffer.alloc(0);
  #waiting = new Map();
  #last = 0;

  static async connect(port) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const socket = connect(port, '127.0.0.1');
      try {
        await once(socket, 'connect');
        return new Marionette(socket);
      } catch (error) {
        if (Date.now() > end) throw error;
        await pause();
      }
    }
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (data) => {
      this.#received = Buffer.concat([this.#received, data]);
      this.#read();
    });
  }

  #read() {
    for (;;) {
      const colon = this.#received.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#received.subarray(0, colon));
      if (this.#received.length < end) return;
      const message = JSON.parse(this.#received.subarray(colon + 1, end));
      this.#received = this.#received.subarray(end);
      // The first message is a greeting, an object.
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) reject(new Error(`${error.error}: ${error.message}`));
      else resolve(result);
    }
  }

  send(command, parameters) {
    this.#last += 1;
    const id = this.#last;
    const text = JSON.stringify([0, id, command, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => { this.#waiting.set(id, { resolve, reject }); });
  }

  close() {
    this.#socket.destroy();
  }
}
