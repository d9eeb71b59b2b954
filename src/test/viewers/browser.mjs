// A headless Chromium, and a server of static files for its pages. Pages come from another origin than the gateway, so that
// what they fetch must be allowed by CORS.
import http from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const TYPES = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.wasm': 'application/wasm' };

/** The node_modules folder named on the command line. */
export const packages = process.argv[2];
const { chromium } = createRequire(path.join(path.resolve(packages), 'x'))('playwright-core');

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  });
}

/**
 * Serves a folder on a free port of this machine.
 * @param own texts by path that are not files
 * @param fallback file for every other path, if there is such a file
 */
export async function serve(folder, own, fallback) {
  const server = http.createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
    if (name in own) {
      response.writeHead(200, { ...headers, 'Content-Type': TYPES[path.extname(name)] ?? 'text/html' }).end(own[name]);
      return;
    }
    for (const file of [path.join(folder, path.normalize(name)), path.join(folder, fallback)]) {
      const body = await readFile(file).catch(() => null);
      if (body !== null) {
        response.writeHead(200, { ...headers, 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(body);
        return;
      }
    }
    response.writeHead(404, headers).end();
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
